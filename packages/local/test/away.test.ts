import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHttp } from "@donut-states/core/testing.http";
import { freePort } from "@donut-states/gateway/server/port";
import { type Server, startServer } from "@donut-states/gateway/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestStore } from "./store.ts";

let directory: string;
let port: number;
let server: Server;
let factory: Awaited<ReturnType<typeof startHttp>>;
let store: Awaited<ReturnType<typeof startTestStore>>;

/** A database server of this file's own, to be stopped and started again on the same port. */
const start = () =>
  startServer({ directory, profile: "kept", port, extraArguments: ["--skip-networking=OFF"] });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "donut-states-away-"));
  port = await freePort("127.0.0.1");
  server = await start();
  const DATABASE_URL = `mysql://root@127.0.0.1:${port}/away`;
  factory = await startHttp(() => ({ status: 201, body: "{}" }));
  // However long the database needs to start again, the receipt is no dead letter.
  store = await startTestStore({ DATABASE_URL, FACTORY_URL: factory.url, MAX_RECEIVE_COUNT: "1000" });
  await store.hurry("receipts");
});
afterAll(async () => {
  await store.stop();
  await factory.stop();
  await server.stop();
  await rm(directory, { recursive: true });
});

test("a callback that comes while the database is away is not lost: the goods are counted when it is back", async () => {
  const sku = "CP-502101";
  await store.buy(sku, 3);
  const find = async () => (await store.ops("/restocks")).restocks[0];
  await expect.poll(find).toMatchObject({ status: "accepted" });
  await server.stop();
  const [{ body } = { body: "" }] = factory.received;
  const called = await fetch(JSON.parse(body).CallbackUrl, { method: "POST", body });
  expect(called.status).toBe(202);
  const refused = await store.buy(sku);
  expect([refused.status, refused.body.code]).toEqual([503, "unavailable"]);
  server = await start();
  await expect.poll(find).toMatchObject({ status: "completed", attempts: 1 });
  expect(await store.ops(`/products/${sku}/ledger`)).toMatchObject({
    received: 10,
    stock: 10,
    balanced: true,
  });
  expect((await store.ops("/queues/receipts/dead-letters")).messages).toEqual([]);
});
