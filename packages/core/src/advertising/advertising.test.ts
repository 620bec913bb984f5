import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { listMail } from "../mail/mail.ts";
import { advertisement, product } from "../product/product.sql.ts";
import { addProduct, createStore } from "../testing.ts";
import { followStock } from "./advertising.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

/** Products that one advertisement is for, with so much stock each. */
async function advertised(...stocks: number[]) {
  const adId = newId();
  const managerEmail = `${adId}@ad.example`;
  await db.insert(advertisement).values({ adId, managerEmail });
  const skus: string[] = [];
  for (const stock of stocks) skus.push((await addProduct(db, { stock, adId: null })).sku);
  for (const sku of skus) await db.update(product).set({ adId }).where(eq(product.sku, sku));
  const runs = async () => {
    const [ad] = await db.select().from(advertisement).where(eq(advertisement.adId, adId));
    return ad?.status;
  };
  const mails = async () =>
    (await listMail(db, { limit: 1_000 })).filter(({ to }) => to === managerEmail).toReversed();
  return { skus, runs, mails };
}
const setStock = (sku: string | undefined, stock: number) =>
  db
    .update(product)
    .set({ stock })
    .where(eq(product.sku, String(sku)));

test("it stops when its product is sold out and resumes when it is back, with a mail each", async () => {
  const { skus, runs, mails } = await advertised(0);
  const [sku = ""] = skus;
  await followStock(db, sku, newId());
  expect(await runs()).toBe(false);
  await setStock(sku, 1);
  await followStock(db, sku, newId());
  expect(await runs()).toBe(true);
  const [first, second, ...others] = await mails();
  expect(others).toEqual([]);
  expect(first?.subject).toContain(`광고 중단 / Advertising stopped: 도넛 ${sku}`);
  expect(second?.subject).toContain(`광고 재개 / Advertising resumed: 도넛 ${sku}`);
  expect(second?.text).toContain(`도넛 ${sku}`);
});

test("it runs while any of its products can be sold", async () => {
  const { skus, runs, mails } = await advertised(0, 1);
  const [a = "", b = ""] = skus;
  await followStock(db, a, newId());
  expect([await runs(), await mails()]).toEqual([true, []]);
  await setStock(b, 0);
  await followStock(db, b, newId());
  expect(await runs()).toBe(false);
  await setStock(a, 5);
  await followStock(db, b, newId());
  expect(await runs()).toBe(true);
  const [stopped, resumed] = await mails();
  expect(stopped?.subject).toMatch(/\(\+1\)$/);
  expect(stopped?.text).toContain(`도넛 ${a}`);
  expect(stopped?.text).toContain(`도넛 ${b}`);
  expect(resumed?.text).toContain(`도넛 ${a}`);
  expect(resumed?.text).not.toContain(`도넛 ${b}`);
});

test("events that come twice, at once or after the truth has changed mail no one twice", async () => {
  const { skus, runs, mails } = await advertised(0);
  const [sku = ""] = skus;
  const often = () => Promise.all(Array.from({ length: 8 }, () => followStock(db, sku, newId())));
  await often();
  await followStock(db, sku, newId());
  expect([await runs(), (await mails()).length]).toEqual([false, 1]);
  await setStock(sku, 3);
  await often();
  expect([await runs(), (await mails()).length]).toEqual([true, 2]);
});

test("a long name still makes a mail", async () => {
  const { skus, mails } = await advertised(0);
  const name = `${skus[0]}${"긴".repeat(100)}`;
  await db
    .update(product)
    .set({ name })
    .where(eq(product.sku, String(skus[0])));
  await followStock(db, String(skus[0]), newId());
  expect((await mails())[0]?.subject).toContain(name);
});

test("a product without an advertisement concerns nobody, an unknown one is an error", async () => {
  const { sku } = await addProduct(db, { adId: null, stock: 0 });
  await followStock(db, sku, newId());
  await expect(followStock(db, "no-such-sku", newId())).rejects.toMatchObject({ code: "product_not_found" });
});
