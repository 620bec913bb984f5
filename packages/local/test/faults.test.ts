import { pass } from "@donut-states/core/restock/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

// Nothing is overdue but what a test makes so.
const quick = { RESTOCK_OVERDUE_MS: "600000", MAX_RECEIVE_COUNT: "2" };
let store: Awaited<ReturnType<typeof startTestStore>>;
beforeAll(async () => {
  store = await startTestStore(quick);
  await store.hurry("factory");
});
afterAll(() => store.stop());
afterEach(() => store.faults({}));

/** Sells a product of the seed out and returns the restock order that this opened. */
async function sellOut(sku: string) {
  const { stock } = (await store.get(`/products/${sku}`)).body;
  await store.buy(sku, stock);
  return (await store.get(`/products/${sku}`)).body.restock;
}
const find = async (id: string) =>
  (await store.ops("/restocks?limit=200")).restocks.find((restock: { id: string }) => restock.id === id);
const incidents = async (kind: string, id: string) =>
  (await store.ops(`/incidents?kind=${kind}`)).incidents.filter(
    (incident: { restockId?: string }) => incident.restockId === id,
  );
const completed = { timeout: 120_000 };

test("a factory that answers 500 is called again until it takes the order", async () => {
  await store.faults({ error500: { times: 1 } });
  const { id } = await sellOut("CP-502101");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed", attempts: 2 });
  expect(await store.manufactures("CP-502101")).toHaveLength(1);
});

test("a factory that calls back twice is credited once, and operations hear of it", async () => {
  await store.faults({ duplicate: { times: 1 } });
  const { id } = await sellOut("CP-502104");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed" });
  await expect.poll(() => incidents("repeated_receipt", id), completed).toHaveLength(1);
  expect(await store.ops("/products/CP-502104/ledger")).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });
});

test("a factory that calls back before it answers is credited once", async () => {
  await store.faults({ early: { times: 1 } });
  const { id } = await sellOut("CP-502105");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed", attempts: 1 });
  expect(await store.ops("/products/CP-502105/ledger")).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });
});

test("the count in the callback is not believed, only reported", async () => {
  await store.faults({ wrongCount: { times: 1 } });
  const { id } = await sellOut("CP-502107");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed" });
  expect(await store.ops("/products/CP-502107/ledger")).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });
  await expect.poll(() => incidents("quantity_mismatch", id), completed).toHaveLength(1);
});

test("a callback that never comes is missed, told, and asked for again", async () => {
  await store.faults({ silent: { times: 1 } });
  const { id } = await sellOut("CP-502103");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "accepted" });
  await pass(store.db, "dueAt", { id });
  await expect.poll(() => incidents("restock_overdue", id), completed).toHaveLength(1);
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed", attempts: 2 });
  expect(await store.ops("/products/CP-502103/ledger")).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });
});

test("a forged callback adds nothing", async () => {
  const { id } = await sellOut("BK-100001");
  for (const token of ["", "?t=", "?t=x.y", `?t=${"a".repeat(8)}.${"A".repeat(43)}`]) {
    const { status, body } = await store.post(
      `/restocks/${id}/receipt${token}`,
      '{"MessageAttributeProductCnt":1000000}',
    );
    expect([status, body.code]).toEqual([401, "invalid_callback_token"]);
  }
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed" });
  expect(await store.ops("/products/BK-100001/ledger")).toMatchObject({ received: 10, balanced: true });
});

test("a message nobody can read ends as a dead letter with its reason, and holds up no neighbour", async () => {
  const { SendMessageCommand } = await import("@aws-sdk/client-sqs");
  const poison = '{"specversion":"1.0","type":"restock.requested"}';
  await store.broker.sqs.send(
    new SendMessageCommand({ QueueUrl: store.broker.queues.factory.url, MessageBody: poison }),
  );
  const { id } = await sellOut("CP-502101");
  await expect.poll(() => find(id), completed).toMatchObject({ status: "completed" });
  await expect
    .poll(async () => (await store.ops("/queues/factory/dead-letters")).messages, completed)
    .toMatchObject([{ event: poison, reason: expect.stringContaining("id") }]);
  await expect
    .poll(async () => (await store.ops("/incidents?kind=dead_letter")).incidents, completed)
    .toHaveLength(1);
});
