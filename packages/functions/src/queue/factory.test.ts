import { beforeEach, expect, test } from "vitest";
import { config } from "@donut-states/core/config";
import type { StoreEvent } from "@donut-states/core/event/catalogue";
import { outbox } from "@donut-states/core/event/event.sql";
import { findFailures } from "@donut-states/core/operations/failures";
import { verify } from "@donut-states/core/restock/callback";
import { findRestock } from "@donut-states/core/restock/restock";
import { pass } from "@donut-states/core/restock/testing";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { bindFactory } from "../../testing/factory.ts";
import { deliver, record } from "../../testing/records.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "../api/shop.ts";
import { handler } from "./factory.ts";

// A lease and a call that outlast whatever a slow machine needs.
const db = bindStore({
  SST_Secret_value_CALLBACK_SECRET: "secret",
  CALLBACK_BASE_URL: "https://api.example",
  VISIBILITY_TIMEOUT_S: "600",
});
const factory = bindFactory();
beforeEach(() => Object.assign(factory, { status: 201 }));

/** The event of a restock order that was just opened. */
async function order(): Promise<{ event: StoreEvent; sku: string; restockId: string }> {
  const { sku } = await addProduct(db(), { stock: 0 });
  const response = await client(shop)("POST", "/checkout", { json: { sku } });
  const { restock } = (await response.json()) as { restock: { id: string } };
  const rows = await db().select().from(outbox);
  const row = rows.find(({ type, body }) => type === "restock.requested" && body.subject === sku);
  if (!row) throw new Error("No restock was requested");
  return { event: row.body, sku, restockId: restock.id };
}
const ordersOf = (sku: string) =>
  factory
    .orders()
    .filter(({ body }) => body.includes(sku))
    .map(({ path, body }): object => ({ path, body: JSON.parse(body) }));

test("the factory is asked once, with a callback that only this order can be confirmed by", async () => {
  const { event, sku, restockId } = await order();
  const twice = record(event);
  expect(await deliver(handler, twice)).toEqual([]);
  expect(await deliver(handler, twice)).toEqual([]);
  expect(ordersOf(sku)).toEqual([
    {
      path: "/api/manufactures",
      body: {
        MessageGroupId: "stock-arrival-group",
        MessageAttributeProductId: sku,
        MessageAttributeProductCnt: 10,
        MessageAttributeFactoryId: `FF-${sku}`,
        MessageAttributeRequester: "donut-states",
        CallbackUrl: expect.stringContaining(`https://api.example/restocks/${restockId}/receipt?t=`),
      },
    },
  ]);
  const token = /t=([^"]+)/.exec(JSON.stringify(ordersOf(sku)))?.[1];
  verify(await config.callbackSecret(), restockId, token);
  expect(await findRestock(db(), restockId)).toMatchObject({ status: "accepted", attempts: 1 });
});

test("two deliveries at once are one order", async () => {
  const { event, sku } = await order();
  const failed = await deliver(handler, record(event), record(event));
  expect(failed.length).toBeLessThanOrEqual(1);
  expect(ordersOf(sku)).toHaveLength(1);
});

test("what the factory refuses comes back, and is asked again", async () => {
  factory.status = 500;
  const { event, restockId } = await order();
  const message = record(event);
  expect(await deliver(handler, message)).toEqual([message.messageId]);
  const failures = await findFailures(db(), [message.messageId]);
  expect(failures.get(message.messageId)?.reason).toBe("The factory answered 500");
  expect(await findRestock(db(), restockId)).toMatchObject({ status: "requested", attempts: 1 });
  factory.status = 201;
  expect(await deliver(handler, message), "while the lease lasts").toEqual([message.messageId]);
  await pass(db(), "leaseUntil", { id: restockId });
  expect(await deliver(handler, message)).toEqual([]);
  expect(await findRestock(db(), restockId)).toMatchObject({ status: "accepted", attempts: 2 });
});

test("a redirect is not followed: the callback's secret is for the named factory only", async () => {
  factory.status = 307;
  const { event, sku } = await order();
  expect(await deliver(handler, record(event))).toHaveLength(1);
  expect(ordersOf(sku)).toHaveLength(1);
});
