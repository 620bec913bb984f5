import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { outbox } from "@donut-states/core/event/event.sql";
import { listMail } from "@donut-states/core/mail/mail";
import { listEvents } from "@donut-states/core/operations/feed";
import { listIncidents } from "@donut-states/core/operations/incidents";
import { showProduct } from "@donut-states/core/product/catalogue";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { deliver, record } from "../../testing/records.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "../api/shop.ts";
import { handler as ads } from "./ads.ts";
import { handler as ops } from "./ops.ts";
import { handler as receipts } from "./receipts.ts";

const db = bindStore();
const page = { limit: 200 };
const about = (subject: string) => ({ subject, correlationId: newId() });
const empty = (sku: string) =>
  record(storeEvent("stock.empty", about(sku), { sku, stock: 0, restockId: null }));

test("advertising of a sold-out product stops once and resumes once, whatever comes twice or late", async () => {
  const { sku, name } = await addProduct(db(), { stock: 1 });
  const mails = async () => (await listMail(db(), page)).filter(({ subject }) => subject.includes(name));
  const soldOut = empty(sku);
  expect(await deliver(ads, soldOut)).toEqual([]);
  expect(await mails(), "there is stock: the event is stale").toEqual([]);

  await client(shop)("POST", "/checkout", { json: { sku } });
  expect(await deliver(ads, soldOut, soldOut)).toEqual([]);
  expect(await showProduct(db(), sku)).toMatchObject({ advertised: false });
  expect(await mails()).toHaveLength(1);

  await receive(sku, newId());
  const data = { sku, stock: 10, restockId: null, quantity: 10 };
  const replenished = record(storeEvent("stock.replenished", about(sku), data));
  expect(await deliver(ads, replenished, soldOut, replenished)).toEqual([]);
  expect(await showProduct(db(), sku)).toMatchObject({ advertised: true });
  expect(await mails()).toHaveLength(2);
});

test("of many events in a batch each product is followed, and only one that does not exist comes back", async () => {
  const shelves = [await addProduct(db(), { stock: 0 }), await addProduct(db(), { stock: 0 })];
  const events = shelves.flatMap(({ sku }) => [empty(sku), empty(sku)]);
  expect(await deliver(ads, ...events)).toEqual([]);
  for (const { sku } of shelves) expect(await showProduct(db(), sku)).toMatchObject({ advertised: false });
  const unknown = empty(newId());
  expect(await deliver(ads, ...events, unknown, ...events)).toEqual([unknown.messageId]);
});

/** Delivers the goods of a product's open restock order. */
async function receive(sku: string, receiptId: string, claimed?: number) {
  const { restock } = await showProduct(db(), sku);
  const message = record({ receiptId, restockId: restock?.id, claimed });
  return { message, restockId: restock?.id, failed: await deliver(receipts, message) };
}
const incidentsAbout = async (sku: string) =>
  (await db().select().from(outbox)).flatMap(({ body }) =>
    body.type === "incident.raised" && body.subject === sku ? [body.data] : [],
  );

test("goods are counted once, by what was ordered", async () => {
  const { sku } = await addProduct(db(), { stock: 1 });
  await client(shop)("POST", "/checkout", { json: { sku } });
  const { message, restockId, failed } = await receive(sku, newId(), 1_000_000);
  expect(failed).toEqual([]);
  expect(await deliver(receipts, message, message)).toEqual([]);
  expect(await showProduct(db(), sku)).toMatchObject({ stock: 10, restock: null });
  expect(await incidentsAbout(sku)).toMatchObject([{ kind: "quantity_mismatch" }]);

  expect(await deliver(receipts, record({ receiptId: newId(), restockId }))).toEqual([]);
  expect(await showProduct(db(), sku)).toMatchObject({ stock: 10 });
  expect(await incidentsAbout(sku)).toMatchObject([
    { kind: "quantity_mismatch" },
    { kind: "repeated_receipt" },
  ]);
});

test.each<[string, unknown]>([
  ["no receipt", { hello: 1 }],
  ["of an unknown order", { receiptId: newId(), restockId: newId() }],
  ["with an unknown field", { receiptId: newId(), restockId: newId(), quantity: 5 }],
  ["with a count as text", { receiptId: newId(), restockId: newId(), claimed: "10" }],
])("a receipt that is %s fails", async (_, body) => {
  const message = record(body);
  expect(await deliver(receipts, message)).toEqual([message.messageId]);
});

test("operations keep each event once, and count each incident once", async () => {
  const sku = newId();
  const incident = {
    kind: "ledger_mismatch",
    severity: "critical",
    message: "…",
    about: sku,
    sku,
  } as const;
  const message = record(storeEvent("incident.raised", about(sku), incident));
  expect(await deliver(ops, message, message)).toEqual([]);
  expect(await deliver(ops, message)).toEqual([]);
  const kept = (await listEvents(db(), page)).filter(({ subject }) => subject === sku);
  expect(kept).toHaveLength(1);
  const incidents = (await listIncidents(db(), page)).filter((row) => row.sku === sku);
  expect(incidents).toMatchObject([{ count: 1 }]);
});
