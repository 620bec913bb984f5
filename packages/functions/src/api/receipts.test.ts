import { expect, test, vi } from "vitest";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { peek } from "@donut-states/core/operations/walk";
import { sign } from "@donut-states/core/restock/callback";
import { bindQueues } from "../../testing/broker.ts";
import { closedPort } from "../../testing/closedPort.ts";
import { type Call, client } from "../../testing/client.ts";
import { receipts } from "./receipts.ts";

process.env.SST_Secret_value_CALLBACK_SECRET = "new-key,old-key";
bindQueues();

const call = client(receipts);
const report = (id: string, token: string | undefined, options: Call = {}) =>
  call("POST", `/restocks/${id}/receipt${token === undefined ? "" : `?t=${token}`}`, options);

/** What waits in the receipts queue for one restock order. */
async function waiting(restockId: string): Promise<unknown[]> {
  const bodies = (await peek(config.queueUrl("receipts"), 1_000)).map(({ Body = "" }): unknown =>
    JSON.parse(Body),
  );
  return bodies.filter((body) => JSON.stringify(body).includes(restockId));
}

const factoryBody = (count: unknown) => ({
  MessageGroupId: "stock-arrival-group",
  MessageAttributeProductId: "CP-502101",
  MessageAttributeProductCnt: count,
});

test("a genuine callback is accepted and waits to be counted", async () => {
  const id = newId();
  const response = await report(id, sign("new-key", id), { json: factoryBody(10) });
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ status: "accepted" });
  expect(await waiting(id)).toEqual([{ receiptId: expect.any(String), restockId: id, claimed: 10 }]);
});

test("a repeated one is accepted, too", async () => {
  const id = newId();
  for (const _ of [1, 2]) expect((await report(id, sign("new-key", id))).status).toBe(202);
  expect(await waiting(id)).toHaveLength(2);
});

test("a token of the key before the rotation is still good", async () => {
  const id = newId();
  expect((await report(id, sign("old-key", id))).status).toBe(202);
});

test("once the rotation has ended, the old key opens nothing, and the new one still does", async () => {
  const id = newId();
  vi.stubEnv("SST_Secret_value_CALLBACK_SECRET", "new-key");
  const statuses = [];
  for (const key of ["old-key", "new-key"]) statuses.push((await report(id, sign(key, id))).status);
  vi.unstubAllEnvs();
  expect(statuses).toEqual([401, 202]);
});

test.each<[name: string, call: Call, claimed: number | undefined]>([
  ["no body", {}, undefined],
  ["not JSON", { body: "<xml/>" }, undefined],
  ["null", { json: null }, undefined],
  ["no count", { json: {} }, undefined],
  ["a count as text", { json: factoryBody("7") }, 7],
  ["a count that is none", { json: factoryBody("0, price = 0") }, undefined],
  ["a huge count", { json: factoryBody(1e21) }, 1e21],
  ["a count beyond all numbers", { body: '{"MessageAttributeProductCnt":1e999}' }, undefined],
  ["a negative count", { json: factoryBody(-5_000_000) }, -5_000_000],
  ["100 KB", { json: { ...factoryBody(1), x: "x".repeat(100_000) } }, 1],
])("with %s it is a receipt all the same, and the count is only a claim", async (_, options, claimed) => {
  const id = newId();
  expect((await report(id, sign("new-key", id), options)).status).toBe(202);
  const receipt = { receiptId: expect.any(String), restockId: id };
  expect(await waiting(id)).toEqual([claimed === undefined ? receipt : { ...receipt, claimed }]);
});

const id = newId();
const token = sign("new-key", id);
const [kid = "", proof = ""] = token.split(".");

test.each([
  ["missing", undefined],
  ["empty", ""],
  ["altered", `${kid}.${proof.startsWith("A") ? "B" : "A"}${proof.slice(1)}`],
  ["cut off", token.slice(0, -1)],
  ["longer", `${token}A`],
  ["of three parts", `${token}.x`],
  ["without a key", proof],
  ["of an unknown key", sign("another-key", id)],
  ["of another restock order", sign("new-key", newId())],
  ["the key itself", "new-key"],
])("a token that is %s is 401, and nothing is kept", async (_, forged) => {
  const response = await report(id, forged, { json: factoryBody(10) });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "invalid_callback_token" });
  expect(await waiting(id)).toEqual([]);
});

test.each(["1", "x'%20OR%20'1'='1", id.toUpperCase()])(
  "an id that is none of ours is 401: %s",
  async (other) => {
    expect((await report(other, token)).status).toBe(401);
  },
);

test("while the queue is away the factory is told so, and the token is in no log line", async () => {
  const logged = (["info", "warn", "error"] as const).map((level) => vi.spyOn(console, level));
  vi.stubEnv("RECEIPTS_QUEUE_URL", `http://${await closedPort()}/000000000000/receipts_QUEUE`);
  const response = await report(id, token, { headers: { "x-request-id": "away" } });
  vi.unstubAllEnvs();
  expect(response.status).toBe(503);
  const lines = JSON.stringify(logged.map(({ mock }) => mock.calls));
  expect(lines).toContain("away");
  expect(lines + (await response.text())).not.toContain(proof);
});
