import { randomUUID } from "node:crypto";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

// Nothing is overdue meanwhile: what is completed here was completed by the redrive.
const quick = { RESTOCK_OVERDUE_MS: "600000", MAX_RECEIVE_COUNT: "2" };
let store: Awaited<ReturnType<typeof startTestStore>>;
beforeAll(async () => {
  store = await startTestStore(quick);
  for (const queue of ["ads", "factory", "receipts"] as const) await store.hurry(queue);
});
afterAll(() => store.stop());

const isWrong = ({ finding }: { finding: { verdict: string } | null }) => finding?.verdict === "wrong";

interface DeadLetter {
  id: string;
  event: unknown;
  reason: string;
  satisfied: boolean;
}
const dead = async (queue: string): Promise<DeadLetter[]> =>
  (await store.ops(`/queues/${queue}/dead-letters`)).messages;
/** The only one in a queue; the watchdog's look hides it for a moment. */
async function oneDead(queue: string): Promise<DeadLetter> {
  const [letter] = await dead(queue);
  return letter ?? oneDead(queue);
}
const incidents = async (text: string) =>
  (await store.ops("/incidents?kind=dead_letter")).incidents.filter(({ message }: { message: string }) =>
    message.includes(text),
  );
const send = (url: string, body: unknown) =>
  store.broker.sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );

test("a poison message comes back after a redrive, is the same incident, and can be discarded", async () => {
  const poison = "<poison/>";
  await send(store.broker.queues.ads.url, poison);
  await expect
    .poll(() => dead("ads"))
    .toMatchObject([{ event: poison, reason: expect.stringContaining("not valid JSON"), satisfied: false }]);
  await expect.poll(() => incidents("queue ads")).toMatchObject([{ count: 1, status: "open" }]);
  const first = await oneDead("ads");

  expect(await store.repair("POST", "/queues/ads/redrive")).toEqual({ moved: 1, approximate: false });
  await expect
    .poll(() => dead("ads"))
    .toMatchObject([{ event: poison, id: expect.not.stringMatching(first.id) }]);
  await expect.poll(() => incidents("queue ads")).toMatchObject([{ count: 2 }]);

  expect(await store.repair("DELETE", "/queues/ads/dead-letters")).toEqual({ purged: 1, approximate: true });
  expect(await dead("ads")).toEqual([]);
  expect(await store.repair("DELETE", "/queues/ads/dead-letters")).toMatchObject({ purged: 0 });
});

test("a restock that died with the factory is completed by a redrive, once, whoever redrives again", async () => {
  const sku = "CP-502101";
  await store.faults({ error500: { times: 2 } });
  await store.buy(sku, 3);
  const { restock } = (await store.get(`/products/${sku}`)).body;
  await expect
    .poll(() => dead("factory"))
    .toMatchObject([{ reason: expect.stringContaining("500"), satisfied: false }]);
  await store.faults({});
  const message = await oneDead("factory");
  const ids = [message.id];
  expect(await store.repair("POST", "/queues/factory/redrive", { ids })).toEqual({
    moved: 1,
    approximate: false,
  });
  expect(await store.repair("POST", "/queues/factory/redrive", { ids })).toEqual({
    moved: 0,
    approximate: false,
  });
  await expect.poll(async () => (await store.get(`/products/${sku}`)).body.stock).toBe(10);

  await send(store.broker.queues.factory.dlqUrl, message.event);
  await expect.poll(() => dead("factory")).toMatchObject([{ satisfied: true }]);
  expect(await store.repair("POST", "/queues/factory/redrive")).toEqual({ moved: 1, approximate: false });
  await expect
    .poll(async () => (await store.ops("/queues")).queues[0])
    .toMatchObject({ name: "factory", visible: 0, inFlight: 0, deadLetters: 0 });
  expect(await store.manufactures(sku)).toHaveLength(1);
  expect(await store.ops(`/products/${sku}/ledger`)).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });

  const { hops } = await store.ops(`/trace/${restock.id}`);
  const steps = hops.map(({ where, outcome }: Record<string, string>) => `${where} ${outcome}`);
  expect(steps).toEqual(
    expect.arrayContaining([
      "orders confirmed",
      "restock requested",
      expect.stringMatching(/^queue factory failed, delivery 2: .*500/),
      "factory accepted, called 3 times",
      "restock completed",
      expect.stringMatching(/^incidents opened: .*dead letter/),
    ]),
  );
});

test("a dead receipt whose order was completed otherwise adds nothing, however often it is put back", async () => {
  const [{ sku, stock }] = (await store.get("/products")).body.products.filter(
    (product: { stock: number }) => product.stock > 0 && product.stock <= 20,
  );
  await store.faults({ silent: { times: 1 } });
  const before = await store.ops(`/products/${sku}/ledger`);
  await store.buy(sku, stock);
  const { restock } = (await store.get(`/products/${sku}`)).body;
  await expect
    .poll(async () => (await store.get(`/products/${sku}`)).body.restock)
    .toMatchObject({ status: "accepted" });
  const lost = { receiptId: randomUUID(), restockId: restock.id };
  await send(store.broker.queues.receipts.dlqUrl, lost);
  await expect.poll(() => dead("receipts")).toMatchObject([{ satisfied: false, correlationId: restock.id }]);
  const other = { receiptId: randomUUID(), restockId: restock.id };
  await send(store.broker.queues.receipts.url, other);
  const completed = async () => (await store.ops("/restocks?status=completed")).restocks;
  await expect.poll(completed).toContainEqual(expect.objectContaining({ id: restock.id }));
  const repeated = async () =>
    (await store.ops("/incidents?kind=repeated_receipt")).incidents.filter(
      ({ restockId }: { restockId: string }) => restockId === restock.id,
    );
  for (const [time, message] of [lost, lost, other].entries()) {
    if (time > 0) await send(store.broker.queues.receipts.dlqUrl, message);
    await expect.poll(() => dead("receipts")).toMatchObject([{ satisfied: message === other }]);
    // On a busy machine its consumer may run out of time, and it dies again.
    const putBack = async () => {
      await store.repair("POST", "/queues/receipts/redrive");
      const { queues } = await store.ops("/queues");
      return queues.find(({ name }: { name: string }) => name === "receipts");
    };
    await expect.poll(putBack).toMatchObject({ name: "receipts", visible: 0, inFlight: 0, deadLetters: 0 });
  }
  await expect.poll(repeated).toMatchObject([{ count: 1 }]);
  const ledger = await store.ops(`/products/${sku}/ledger`);
  const received = before.received + restock.quantity;
  expect(ledger).toMatchObject({ received, stock: restock.quantity, balanced: true });
  expect((await store.ops("/audit")).checks.filter(isWrong)).toEqual([]);
});
