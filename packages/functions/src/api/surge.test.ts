import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { trace } from "@donut-states/core/operations/trace";
import { addProduct } from "@donut-states/core/testing";
import { bindQueues } from "../../testing/broker.ts";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { deliver, record } from "../../testing/records.ts";
import { bindStore } from "../../testing/store.ts";
import { handler } from "../queue/orders.ts";
import { shop } from "./shop.ts";

const db = bindStore();
bindQueues();
const call = client(shop);
const buy = (sku: string, headers: Record<string, string> = {}, quantity = 1) =>
  call("POST", "/checkout", { json: { sku, quantity }, headers });
const surging = (stock: number) => addProduct(db(), { stock, lane: "surge" });

/** Takes so many messages from the `orders` queue, as the event source does. */
async function take(count: number) {
  const [sqs, QueueUrl] = [new SQSClient({}), config.queueUrl("orders")];
  const records: ReturnType<typeof record>[] = [];
  while (records.length < count) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      records.push(record(String(Body)));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  return records;
}

/** Decides so many orders while their customers wait, and again, as SQS may deliver them twice. */
async function consume(count: number) {
  const records = await take(count);
  expect(await deliver(handler, ...records)).toEqual([]);
  expect(await deliver(handler, ...records)).toEqual([]);
}

test("a verdict that comes in time is answered as in the normal lane", async () => {
  const { sku } = await surging(1_000);
  const sell = async () => {
    const answer = buy(sku);
    await consume(1);
    return (await answer).status;
  };
  // On a slow machine a customer may have to wait for longer than customers do.
  await expect.poll(sell, { timeout: 50_000 }).toBe(201);
});

test("else the order is pending, where to ask is told, and the verdict is there once it was made", async () => {
  const { sku } = await surging(1);
  const [key, requestId] = [newId(), newId()];
  const headers = { "idempotency-key": key, "x-request-id": requestId };
  const taken = await buy(sku, headers);
  expect(taken.status).toBe(202);
  const { order } = (await taken.json()) as { order: { id: string } };
  expect(order).toMatchObject({ sku, status: "pending", quantity: 1 });
  const where = taken.headers.get("location") ?? "";
  expect(where).toBe(`/orders/${order.id}`);
  expect(await (await call("GET", where)).json()).toEqual(order);
  const again = await buy(sku, { "idempotency-key": key });
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([202, "true"]);
  expect((await buy(sku, { "idempotency-key": key }, 2)).status).toBe(422);
  await consume(1);
  expect(await (await call("GET", where)).json()).toEqual({ ...order, status: "confirmed" });
  const sale = await buy(sku, { "idempotency-key": key });
  expect(sale.status).toBe(201);
  expect(await sale.json()).toMatchObject({ order: { id: order.id }, stock: 0 });
  const { hops } = await trace(db(), requestId);
  expect(hops.map(({ outcome }) => outcome)).toEqual(
    expect.arrayContaining(["intended, surge lane", "confirmed"]),
  );
});

test("a refused order says so, and its key may succeed later", async () => {
  const { sku } = await surging(1);
  const headers = { "idempotency-key": newId() };
  const [first, second] = [await buy(sku), await buy(sku, headers)];
  expect([first.status, second.status]).toEqual([202, 202]);
  await consume(2);
  const where = second.headers.get("location") ?? "";
  expect(await (await call("GET", where)).json()).toMatchObject({ status: "refused" });
  expect((await buy(sku, headers)).status).toBe(409);
  await ops("POST", `/ops/products/${sku}/adjustments`, { json: { delta: 3, reason: "found" } });
  const third = await buy(sku, headers);
  expect(third.headers.get("location")).not.toBe(where);
  await consume(1);
  expect((await buy(sku, headers)).status).toBe(201);
});

test("operations switch a product to the lane and back", async () => {
  const { sku } = await addProduct(db(), { stock: 5 });
  const set = (lane: string) => ops("PATCH", `/ops/products/${sku}`, { json: { lane } });
  expect(await (await set("surge")).json()).toMatchObject({ sku, lane: "surge" });
  expect((await buy(sku)).status).toBe(202);
  expect(await (await set("normal")).json()).toMatchObject({ lane: "normal" });
  expect((await buy(sku)).status).toBe(201);
  await consume(1);
  expect(await (await call("GET", `/products/${sku}`)).json()).toMatchObject({ stock: 3 });
  expect((await set("fast")).status).toBe(400);
});
