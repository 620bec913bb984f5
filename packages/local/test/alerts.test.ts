import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

const posts: string[] = [];
const hook = createServer((request, response) => {
  void take(request);
  response.end("ok");
});
const take = async (request: IncomingMessage) => posts.push(JSON.parse(await text(request)).text);
let store: Awaited<ReturnType<typeof startTestStore>>;
beforeAll(async () => {
  hook.listen(0, "127.0.0.1");
  await once(hook, "listening");
  store = await startTestStore({
    OPS_EMAIL: "ops@donut.example",
    OPS_WEBHOOK_URL: `http://127.0.0.1:${Object(hook.address()).port}/services/secret`,
    // The message is dead before the order is overdue.
    MAX_RECEIVE_COUNT: "1",
    RESTOCK_OVERDUE_MS: "15000",
  });
  await store.hurry("factory");
});
afterAll(async () => {
  await store.stop();
  hook.close();
});

test("a request to the factory that died is told, and does not close the product although nobody redrives it", async () => {
  const sku = "CP-502101";
  await store.faults({ error500: { times: 1 } });
  await store.buy(sku, 3);
  const slow = { timeout: 120_000, interval: 250 };
  const told = expect.stringMatching(
    /critical: dead_letter[^]*queue factory[^]*500[^]*docs\/operations\.md#dead_letter/,
  );
  await expect.poll(() => posts, slow).toEqual(expect.arrayContaining([told]));
  await expect
    .poll(async () => (await store.ops("/mail")).mails, slow)
    .toEqual(expect.arrayContaining([expect.objectContaining({ to: "ops@donut.example", text: told })]));
  expect((await store.ops("/incidents?kind=dead_letter")).incidents).toMatchObject([
    { count: 1, runbook: expect.stringContaining("docs/operations.md#dead_letter") },
  ]);

  const { id } = (await store.ops("/restocks")).restocks[0];
  await expect
    .poll(async () => (await store.ops("/restocks?status=completed")).restocks, slow)
    .toMatchObject([{ id, attempts: 2 }]);
  expect((await store.get(`/products/${sku}`)).body.stock).toBe(10);
  expect((await store.ops("/queues/factory/dead-letters")).messages).toMatchObject([{ satisfied: true }]);
  expect(await store.ops("/incidents?kind=restock_overdue")).toMatchObject({
    incidents: [{ restockId: id, count: 1 }],
  });
});
