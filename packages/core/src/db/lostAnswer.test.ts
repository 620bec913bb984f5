import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { consider } from "../restock/consider.ts";
import { receive } from "../restock/receive.ts";
import { orderedShelf } from "../restock/testing.ts";
import { commit } from "../event/outbox.ts";
import { findProduct } from "../product/product.ts";
import { adjust } from "../stock/adjust.ts";
import { ledger } from "../stock/ledger.ts";
import { addProduct, createStore, eventsOf, restocksOf } from "../testing.ts";
import { connect, type Database } from "./client.ts";
import { newId } from "./columns.ts";
import { keepAliveFetch } from "./fetch.ts";
import { stopClock } from "./testing.clock.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());
// Only what was lost at once is tried again.
beforeEach(stopClock);

/** The database behind a proxy that loses its answer to the first statement that matches. */
async function losing(match: RegExp) {
  let lost = false;
  const server = createServer((message, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of message) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const { authorization = "" } = message.headers;
      const target = new URL(message.url ?? "/", `http://${new URL(url).host}`);
      const headers = { authorization, "content-type": "application/json" };
      const answer = await fetch(target, { method: "POST", headers, body });
      const text = await answer.text();
      if (lost || !match.test(body)) return response.writeHead(answer.status).end(text);
      lost = true;
      return message.socket.resetAndDestroy();
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const proxied = new URL(url);
  proxied.port = String(typeof address === "object" ? address?.port : "");
  return {
    db: connect(proxied.href, keepAliveFetch(60_000)),
    wasLost: () => lost,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("an adjustment whose UPDATE was answered into the void counts once", async () => {
  const { sku } = await addProduct(db, { stock: 50 });
  const proxy = await losing(/update `product` set `stock`/i);
  const context = { correlationId: newId(), idempotencyKey: newId() };
  expect(await adjust(proxy.db, sku, { delta: 7, reason: "count" }, context)).toEqual({
    stock: 57,
    replayed: false,
  });
  expect(proxy.wasLost()).toBe(true);
  expect(await ledger(db, sku, { limit: 5 })).toMatchObject({ adjusted: 7, stock: 57, balanced: true });
  proxy.stop();
});

test("an order whose INSERT was answered into the void is opened once, and told", async () => {
  const { sku } = await addProduct(db, { stock: 0 });
  const proxy = await losing(/insert into `?restock/i);
  await commit(proxy.db, newId(), async (unit) => consider(unit, await findProduct(unit.tx, sku)));
  expect(proxy.wasLost()).toBe(true);
  expect(await restocksOf(db, sku)).toHaveLength(1);
  const types = (await eventsOf(db, sku)).map(({ type }) => type);
  expect(types.toSorted()).toEqual(["restock.requested", "stock.empty"]);
  proxy.stop();
});

test("a delivery whose UPDATE was answered into the void counts once, and is told", async () => {
  const { sku, order } = await orderedShelf(db);
  const proxy = await losing(/update `?restock`? r join/i);
  await receive(proxy.db, { receiptId: newId(), restockId: order.id });
  expect(proxy.wasLost()).toBe(true);
  expect(await ledger(db, sku, { limit: 5 })).toMatchObject({ received: order.quantity, balanced: true });
  const types = (await eventsOf(db, sku)).map(({ type }) => type);
  expect(types).toContain("stock.replenished");
  proxy.stop();
});
