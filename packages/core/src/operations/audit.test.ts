import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { addProduct, restocksOf } from "../testing.ts";
import { audit } from "./audit.ts";
import { auditedStore } from "./audit/testing.ts";

const { db, findings, buy, deliver, correct, age, settle, finished } = auditedStore();

test("a store at rest keeps every rule, also of what is an hour old", async () => {
  await finished();
  expect(await findings()).toEqual({});
  await age(sql`outbox`, sql`sent_at`, 30);
  await age(sql`orders`, sql`announced_at`, 30);
  expect(await findings()).toEqual({});
});

test("what goes on makes nothing wrong", async () => {
  const { sku } = await addProduct(db(), { stock: 12 });
  const shop = { open: true, audits: 0 };
  /** Until it was audited meanwhile, whichever of the two is faster. */
  const buyer = async () => {
    for (let bought = 0; shop.open && (bought < 8 || shop.audits < 3); bought++) await buy(sku);
  };
  const warehouse = async () => {
    while (shop.open) {
      for (const { id, status } of await restocksOf(db(), sku)) if (status === "requested") await deliver(id);
      await correct(sku, 1);
    }
  };
  const relays = async () => {
    while (shop.open) await settle();
  };
  const auditor = async () => {
    for (; shop.open; shop.audits++) {
      const { checks } = await audit(db());
      expect(checks.filter(({ finding }) => finding?.verdict === "wrong")).toEqual([]);
    }
  };
  const buyers = Promise.all([buyer(), buyer(), buyer()]).finally(() => (shop.open = false));
  const others = [auditor(), warehouse(), relays()].map((work) => work.finally(() => (shop.open = false)));
  await Promise.all([buyers, ...others]);
});
