import { eq, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { retry } from "../db/retry.ts";
import { post } from "../mail/mail.ts";
import { available, availableOf } from "../product/available.ts";
import { findProduct } from "../product/product.ts";
import { advertisement, product } from "../product/product.sql.ts";

/**
 * Makes a product's advertisement follow the truth: it runs while any of its products can be bought. The statement looks
 * at the stock itself, so it does not matter in which order events arrive or how often; the manager is mailed on each
 * change only, as part of the story `correlationId`. Throws `product_not_found`.
 */
export async function followStock(db: Database, sku: string, correlationId: string): Promise<void> {
  const { adId } = await findProduct(db, sku);
  if (adId === null) return;
  await retry(() =>
    db.transaction(async (tx) => {
      const id = advertisement.adId.mapToDriverValue(adId);
      const { rowsAffected } = await tx.execute(sql`
        UPDATE ${advertisement} a
          JOIN (SELECT ad_id, MAX(${available}) > 0 AS sells FROM ${product} WHERE ad_id = ${id} GROUP BY ad_id) truth
            ON truth.ad_id = a.ad_id
           SET a.status = truth.sells
         WHERE a.ad_id = ${id} AND a.status <> truth.sells`);
      if (rowsAffected === 0) return;
      const [ad] = await tx.select().from(advertisement).where(eq(advertisement.adId, adId));
      if (!ad) return;
      const products = await tx.select().from(product).where(eq(product.adId, adId)).orderBy(product.name);
      const letter = ad.status ? resumed(products.filter((row) => availableOf(row) > 0)) : stopped(products);
      await post(tx, { recipient: ad.managerEmail, correlationId, ...letter });
    }),
  );
}

type Named = readonly { name: string }[];
const all = (products: Named) => products.map(({ name }) => name).join(", ");
/** A subject has room for one name. */
const first = ([named, ...others]: Named) =>
  `${named?.name ?? ""}${others.length > 0 ? ` (+${others.length})` : ""}`;

const stopped = (products: Named) => ({
  subject: `[Donut States] 광고 중단 / Advertising stopped: ${first(products)}`,
  text: `품절로 광고를 중단했습니다. 재고가 들어오면 자동으로 다시 시작합니다: ${all(products)}\nSold out, so the advertising was stopped. It resumes by itself when there is stock again: ${all(products)}`,
});

const resumed = (products: Named) => ({
  subject: `[Donut States] 광고 재개 / Advertising resumed: ${first(products)}`,
  text: `재고가 다시 들어와 광고를 재개했습니다: ${all(products)}\nIn stock again, so the advertising was resumed: ${all(products)}`,
});
