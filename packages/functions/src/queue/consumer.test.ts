import { afterEach, expect, test, vi } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { outbox } from "@donut-states/core/event/event.sql";
import { findFailures } from "@donut-states/core/operations/failures";
import { deliver, record } from "../../testing/records.ts";
import { bindStore } from "../../testing/store.ts";
import { handler as ads } from "./ads.ts";
import { consumer } from "./consumer.ts";

const db = bindStore();
afterEach(() => vi.unstubAllEnvs());

const reasonOf = async (messageId: string) => (await findFailures(db(), [messageId])).get(messageId)?.reason;
const incidentsAbout = async (text: string) =>
  (await db().select().from(outbox)).filter(
    ({ type, body }) => type === "incident.raised" && JSON.stringify(body).includes(text),
  );

const empty = (sku = "no-such-sku", correlationId = newId()) =>
  storeEvent("stock.empty", { subject: sku, correlationId }, { sku, stock: 0, restockId: null });

test("one bad record of three fails alone, by its message id", async () => {
  const handled: string[] = [];
  const handler = consumer({
    queue: "ops",
    parse: (body) => body,
    handle: async (_, body) => {
      if (body === "bad") throw new Error("It is bad");
      handled.push(body);
    },
  });
  const bad = record("bad");
  expect(await deliver(handler, record("a"), bad, record("b"))).toEqual([bad.messageId]);
  expect(handled.toSorted()).toEqual(["a", "b"]);
  expect(await reasonOf(bad.messageId)).toBe("It is bad");
});

test("a batch is handled as one where it can be, and else each record by itself", async () => {
  const [handled, together]: [string[], string[][]] = [[], []];
  const handler = consumer({
    queue: "ops",
    parse: (body) => {
      if (body === "bad") throw new Error("It is bad");
      return body;
    },
    handle: async (_, body) => void handled.push(body),
    handleAll: async (_, bodies) => {
      together.push([...bodies]);
      if (bodies.includes("alone")) throw new Error("Not together");
    },
  });
  expect(await deliver(handler, record("a"), record("b"))).toEqual([]);
  expect([handled, together]).toEqual([[], [["a", "b"]]]);
  expect(await deliver(handler, record("a"), record("alone"))).toEqual([]);
  expect(handled).toEqual(["a", "alone"]);
  const bad = record("bad");
  expect(await deliver(handler, record("c"), bad)).toEqual([bad.messageId]);
  expect(handled).toEqual(["a", "alone", "c"]);
});

test("no records are no failures", async () => {
  expect(await deliver(ads)).toEqual([]);
});

test.each<[name: string, body: unknown, reason: RegExp]>([
  ["not JSON", "<poison/>", /not valid JSON/],
  ["empty", "", /JSON/],
  ["no event", { hello: 1 }, /^specversion: /],
  ["null", null, /^message: /],
  ["of an unknown type", { ...empty(), type: "stock.gone" }, /^type: /],
  ["of a type that does not belong here", restockRequested(), /restock\.requested does not belong/],
  ["with data of another schema", { ...empty(), data: { sku: 1 } }, /^sku: /],
  ["about a product that does not exist", empty(), /no-such-sku/],
])("a message that is %s fails, and why is kept", async (_, body, reason) => {
  const message = record(body);
  expect(await deliver(ads, message)).toEqual([message.messageId]);
  expect(await reasonOf(message.messageId)).toMatch(reason);
});

function restockRequested() {
  const data = { restockId: newId(), sku: "x", quantity: 1, factoryId: "FF", attempt: 1 };
  return storeEvent("restock.requested", { subject: "x", correlationId: newId() }, data);
}

const failing = (message: string) =>
  consumer({ queue: "ops", parse: (body) => body, handle: () => Promise.reject(new Error(message)) });

test("a reason is kept short, and the latest one counts", async () => {
  const messageId = newId();
  await deliver(failing("x".repeat(5_000)), record("", { messageId, receiveCount: 1 }));
  expect(await reasonOf(messageId)).toBe("x".repeat(800));
  await deliver(failing("later"), record("", { messageId, receiveCount: 2 }));
  expect(await reasonOf(messageId)).toBe("later");
});

test("operations are told when a message fails for the last time, and not before", async () => {
  const [sku, correlationId] = [newId(), newId()];
  const message = (receiveCount: number) => record(empty(sku, correlationId), { receiveCount });
  await deliver(ads, message(1), message(4));
  expect(await incidentsAbout(sku)).toEqual([]);
  await deliver(ads, message(5));
  expect(await incidentsAbout(sku)).toMatchObject([
    {
      body: {
        correlationid: correlationId,
        data: { kind: "dead_letter", severity: "critical", message: expect.stringContaining("queue ads") },
      },
    },
  ]);
});

test("when that is follows the configured count", async () => {
  vi.stubEnv("MAX_RECEIVE_COUNT", "2");
  const sku = newId();
  await deliver(ads, record(empty(sku), { receiveCount: 2 }));
  expect(await incidentsAbout(sku)).toHaveLength(1);
});
