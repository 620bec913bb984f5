import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { findFailures } from "@donut-states/core/operations/failures";
import { checkout } from "@donut-states/core/order/checkout";
import { findOrder } from "@donut-states/core/order/order";
import { addProduct } from "@donut-states/core/testing";
import { deliver, record } from "../../testing/records.ts";
import { bindStore } from "../../testing/store.ts";
import { handler } from "./orders.ts";

const db = bindStore();
const lane = { send: async () => undefined, verdictWithinMs: 0 };

async function waiting(sku: string): Promise<string> {
  const result = await checkout(db(), { sku, quantity: 1 }, { correlationId: newId(), lane });
  if (result.outcome !== "pending") throw new Error(`It was decided: ${result.outcome}`);
  return result.order.id;
}
const message = (orderId: string) => record({ orderId, correlationid: newId() });

test("a batch is decided but for what nobody can read or knows, and why is kept", async () => {
  const { sku } = await addProduct(db(), { stock: 2, lane: "surge" });
  const ids = [await waiting(sku), await waiting(sku)];
  const [poison, unknown] = [record("<poison/>"), message(newId())];
  const [first = "", second = ""] = ids;
  const records = [message(first), poison, message(second), unknown, message(first)];
  expect(await deliver(handler, ...records)).toEqual([poison.messageId, unknown.messageId]);
  for (const id of ids) expect(await findOrder(db(), id)).toMatchObject({ status: "confirmed" });
  const failures = await findFailures(db(), [poison.messageId, unknown.messageId]);
  expect(failures.get(poison.messageId)).toMatchObject({ reason: "message: is not valid JSON" });
  expect(failures.get(unknown.messageId)).toMatchObject({
    reason: expect.stringMatching(/There is no order/),
  });
});

test("a batch of nothing but poison decides nothing", async () => {
  const poison = record({ orderId: "x" });
  expect(await deliver(handler, poison)).toEqual([poison.messageId]);
  expect(await deliver(handler)).toEqual([]);
});
