import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { recordFailure } from "@donut-states/core/operations/failures";
import { record } from "@donut-states/core/operations/record";
import { checkout } from "@donut-states/core/order/checkout";
import { decideBatch } from "@donut-states/core/order/surge/decide";
import { receive } from "@donut-states/core/restock/receive";
import { orderedShelf, requested } from "@donut-states/core/restock/testing";
import { addProduct } from "@donut-states/core/testing";
import { bindQueues } from "../../../testing/broker.ts";
import type { Call } from "../../../testing/client.ts";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";

const db = bindStore();
bindQueues();

async function sendTo(url: string, body: string): Promise<string> {
  const { MessageId = "" } = await new SQSClient({}).send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: body }),
  );
  return MessageId;
}

const about = (subject: string) => ({ subject, correlationId: newId() });
const event = storeEvent("restock.requested", about("CP-502101"), {
  restockId: newId(),
  sku: "CP-502101",
  quantity: 10,
  factoryId: "FF-500293",
  attempt: 1,
});

test("every queue is listed with what waits in it", async () => {
  await sendTo(config.queueUrl("ads"), "{}");
  await sendTo(config.deadLetterQueueUrl("receipts"), "{}");
  const empty = { visible: 0, inFlight: 0, deadLetters: 0, oldestAgeSeconds: null };
  const [factory, ads, opsQueue, receipts, orders, ...others] = await list("/ops/queues", "queues");
  expect(others).toEqual([]);
  expect(factory).toEqual({ ...empty, name: "factory" });
  expect(ads).toMatchObject({ name: "ads", visible: 1, deadLetters: 0 });
  expect(opsQueue).toEqual({ ...empty, name: "ops" });
  expect(receipts).toEqual({ ...empty, name: "receipts", deadLetters: 1 });
  expect(orders).toEqual({ ...empty, name: "orders" });
});

test("a dead letter shows its event and the last error, and stays where it is", async () => {
  const url = config.deadLetterQueueUrl("factory");
  const messageId = await sendTo(url, JSON.stringify(event));
  const poison = await sendTo(url, "<poison/>");
  for (const reason of ["The factory answered 500", "The factory answered 503"])
    await recordFailure(db(), { messageId, queue: "factory", reason, receiveCount: 1 });
  for (const _ of ["once", "twice"]) {
    const messages = await list<{ id: string }>("/ops/queues/factory/dead-letters", "messages");
    const byId = new Map(messages.map((message) => [message.id, message]));
    expect(byId.size).toBe(2);
    expect(byId.get(messageId)).toMatchObject({
      event,
      about: "restock.requested of CP-502101, attempt 1",
      correlationId: event.correlationid,
      reason: "The factory answered 503",
      satisfied: false,
    });
    expect(byId.get(poison)).toMatchObject({
      event: "<poison/>",
      reason: null,
      satisfied: false,
      about: null,
      correlationId: null,
    });
  }
});

const pageAfter = (cursor: string) =>
  list<{ id: string }>(`/ops/queues/ads/dead-letters?limit=2${cursor && `&cursor=${cursor}`}`, "messages");

test("dead letters come page by page, each once, also when some are gone meanwhile", async () => {
  await ops("DELETE", "/ops/queues/ads/dead-letters");
  const sent: string[] = [];
  for (let number = 0; number < 5; number++)
    sent.push(await sendTo(config.deadLetterQueueUrl("ads"), String(number)));
  const [first, second, third] = sent.toSorted();
  expect((await pageAfter("")).map(({ id }) => id)).toEqual([first, second]);
  await redrive("ads", { json: { ids: [second] } });
  const page = await pageAfter(String(second));
  expect(page.map(({ id }) => id)).toEqual([third, sent.toSorted()[3]]);
  expect(await pageAfter(String(page.at(-1)?.id))).toHaveLength(1);
  expect(await (await ops("GET", "/ops/queues/ads/dead-letters")).json()).toMatchObject({
    approximate: false,
  });
});

test("the audit looks into the queues", async () => {
  await ops("DELETE", "/ops/queues/factory/dead-letters");
  await sendTo(
    config.deadLetterQueueUrl("receipts"),
    JSON.stringify({ receiptId: newId(), restockId: newId() }),
  );
  const audit = await (await ops("GET", "/ops/audit")).json();
  expect(audit).toMatchObject({
    ok: false,
    checks: expect.arrayContaining([
      expect.objectContaining({
        name: "dead_letters_known",
        finding: expect.objectContaining({ verdict: "wrong", row: expect.stringMatching(/ of receipts$/) }),
      }),
    ]),
  });
  await ops("DELETE", "/ops/queues/receipts/dead-letters");
});

const deadIn = (name: string) => list<{ id: string }>(`/ops/queues/${name}/dead-letters`, "messages");
const redrive = async (name: string, call: Call = {}) =>
  (await ops("POST", `/ops/queues/${name}/redrive`, call)).json();

test("what a redrive would do is told beforehand", async () => {
  const counted = { receiptId: newId(), restockId: newId() };
  const { sku, order } = await orderedShelf(db());
  const surging = await addProduct(db(), { lane: "surge" });
  const lane = { send: async () => undefined, verdictWithinMs: 0 };
  const asked = await requested(db(), order);
  const received = storeEvent("order.refused", about(sku), { sku, quantity: 1, stock: 0 });
  const waiting = await checkout(db(), { sku: surging.sku, quantity: 1 }, { correlationId: newId(), lane });
  const undecided = { orderId: waiting.outcome === "pending" ? waiting.order.id : "", correlationid: "c" };
  const bodies = { receipts: counted, ads: event, ops: received, factory: asked, orders: undecided };
  const satisfied = async () => {
    const found: Record<string, unknown> = {};
    for (const [name, body] of Object.entries(bodies))
      found[name] = (
        await list<{ event: unknown; satisfied: boolean }>(`/ops/queues/${name}/dead-letters`, "messages")
      ).find((message) => JSON.stringify(message.event).includes(idOf(body)))?.satisfied;
    return found;
  };
  const idOf = (body: object) =>
    "id" in body ? String(body.id) : "orderId" in body ? String(body.orderId) : counted.receiptId;
  Object.assign(counted, { restockId: order.id });
  for (const [name, body] of Object.entries(bodies))
    await sendTo(config.deadLetterQueueUrl(name), JSON.stringify(body));
  expect(await satisfied()).toEqual({
    receipts: false,
    ads: false,
    ops: false,
    factory: false,
    orders: false,
  });
  await record(db(), received);
  await receive(db(), counted);
  await decideBatch(db(), [undecided.orderId]);
  expect(await satisfied()).toEqual({ receipts: true, ads: false, ops: true, factory: true, orders: true });
});

test.each<[name: string, Call]>([
  ["no body", {}],
  ["an empty body", { body: "", headers: { "content-type": "application/json" } }],
  ["an empty object", { json: {} }],
])("all dead letters are put back by %s", async (_, call) => {
  await ops("DELETE", "/ops/queues/ads/dead-letters");
  for (const body of ["1", "2", "3"]) await sendTo(config.deadLetterQueueUrl("ads"), body);
  expect(await redrive("ads", call)).toEqual({ moved: 3, approximate: false });
  expect(await redrive("ads", call)).toEqual({ moved: 0, approximate: false });
  expect(await deadIn("ads")).toEqual([]);
});

test("chosen dead letters are put back, and unknown ids are not moved", async () => {
  await ops("DELETE", "/ops/queues/ads/dead-letters");
  const [one, two] = [
    await sendTo(config.deadLetterQueueUrl("ads"), "1"),
    await sendTo(config.deadLetterQueueUrl("ads"), "2"),
  ];
  expect(await redrive("ads", { json: { ids: [two, newId()] } })).toEqual({ moved: 1, approximate: false });
  expect(await redrive("ads", { json: { ids: [two] } })).toEqual({ moved: 0, approximate: false });
  expect(await deadIn("ads")).toMatchObject([{ id: one, event: "1" }]);
});

test.each<[name: string, body: unknown, pointer: string, detail: string]>([
  ["no list", { ids: "all" }, "#/ids", "must be a list"],
  ["an empty list", { ids: [] }, "#/ids", "must not be empty"],
  ["too many", { ids: Array.from({ length: 101 }, String) }, "#/ids", "must hold at most 100 ids"],
  ["an id that is no text", { ids: ["a", 1] }, "#/ids/1", "must be text"],
  ["an unknown field", { id: ["a"] }, "#/id", "is not known here"],
  ["no object", [], "#", "must be an object"],
  ["null", null, "#", "must be an object"],
])("a choice that is %s is refused, and nothing moves", async (_, json, pointer, detail) => {
  await sendTo(config.deadLetterQueueUrl("ads"), "stays");
  const before = (await deadIn("ads")).length;
  const response = await ops("POST", "/ops/queues/ads/redrive", { json });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ pointer, detail }] });
  expect(await deadIn("ads")).toHaveLength(before);
});

test("a body that is not said to be JSON is refused", async () => {
  const response = await ops("POST", "/ops/queues/ads/redrive", { body: "{}" });
  expect(response.status).toBe(415);
});

const purge = async () => (await ops("DELETE", "/ops/queues/receipts/dead-letters")).json();
test("a purge discards what is dead, and nothing else", async () => {
  await sendTo(config.queueUrl("receipts"), "waits");
  await sendTo(config.deadLetterQueueUrl("receipts"), "dead");
  const dead = (await deadIn("receipts")).length;
  expect(await purge()).toEqual({ purged: dead, approximate: true });
  expect(await purge()).toMatchObject({ purged: 0 });
  expect((await list("/ops/queues", "queues"))[3]).toMatchObject({ visible: 1, deadLetters: 0 });
});

test.each(["nothing", "constructor", "__proto__", "Factory", "factory'"])(
  "a queue that does not exist is 404: %s",
  async (name) => {
    for (const [method, path] of [
      ["GET", "dead-letters"],
      ["DELETE", "dead-letters"],
      ["POST", "redrive"],
    ] as const) {
      const response = await ops(method, `/ops/queues/${name}/${path}`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "queue_not_found" });
    }
  },
);

test("the summary counts what is there", async () => {
  expect(await (await ops("GET", "/ops/summary")).json()).toMatchObject({
    products: { total: 2, soldOut: 0 },
    restocks: { open: 0, completed: 1 },
  });
});
