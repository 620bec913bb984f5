import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { commit } from "../event/outbox.ts";
import { newId } from "../db/columns.ts";
import { consider } from "../restock/consider.ts";
import { findProduct } from "../product/product.ts";
import { addProduct, createStore, restocksOf } from "../testing.ts";
import { isPossible } from "./bounds.ts";
import { unitsToOrder } from "./decide.ts";
import { product } from "../product/product.sql.ts";
import { listDecisions } from "./decision.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const units = (min: number, max: number) => fc.integer({ min, max });
const settings = fc
  .record({
    stock: units(0, 12),
    waiting: units(0, 12),
    restocking: fc.oneof(fc.constant(true), fc.boolean()),
    reorderPoint: units(0, 12),
    reorderQuantity: units(1, 12),
    minimum: units(1, 12),
    multiple: units(1, 12),
    maximum: units(1, 40),
    auto: fc.option(fc.record({ autoPoint: units(0, 40), autoQuantity: units(1, 40) })),
    wanted: fc.oneof(fc.constant(0), units(1, 20)),
  })
  .filter(isPossible);

test("the statement that orders decides as the pure rule does", () =>
  fc.assert(
    fc.asyncProperty(settings, async ({ auto, minimum, multiple, maximum, wanted, ...given }) => {
      const bounds = { reorderMinimum: minimum, reorderMultiple: multiple, reorderMaximum: maximum };
      const { sku } = await addProduct(db, { ...given, ...bounds, ...auto });
      await commit(db, newId(), async (unit) => consider(unit, await findProduct(db, sku), wanted));
      const missing = unitsToOrder(
        { stock: given.stock, onOrder: 0, waiting: given.waiting },
        auto ? { reorderPoint: auto.autoPoint, reorderQuantity: auto.autoQuantity } : given,
        wanted,
        auto ? { minimum, multiple, maximum } : undefined,
      );
      const expected = given.restocking ? missing : 0;
      const opened = (await restocksOf(db, sku)).map(({ quantity }) => quantity);
      expect(opened).toEqual(expected > 0 ? [expected] : []);
      const { decisions } = await listDecisions(db, sku, { limit: 9 });
      const reason = missing === 0 ? "enough" : given.restocking ? "ordered" : "not_restocked";
      const { stock, waiting } = given;
      expect(decisions).toMatchObject([{ reason, quantity: expected, stock, waiting, wanted }]);
      await db.delete(product).where(sql`sku = ${sku}`);
    }),
    { numRuns: 20 },
  ));
