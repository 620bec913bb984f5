import { type SQL, sql } from "drizzle-orm";
import type { product } from "./product.sql.ts";

type Shelf = Pick<typeof product.$inferSelect, "stock" | "waiting" | "retired">;

// The fragments name columns that only products have, so that they stand in any statement with one product in it.

/** SQL: units on hand beyond what the waiting line claims; below 0 where the line claims more. */
export const unclaimed: SQL = sql`(stock - waiting)`;

/** SQL: units that can be bought now. The one meaning of "in stock"; `availableOf` says the same of a row. */
export const available: SQL = sql`IF(retired, 0, GREATEST(stock - waiting, 0))`;

/** SQL: whether the store orders the product by itself. */
export const isRestocked: SQL = sql`(restocking AND NOT retired)`;

/** Units of a row beyond what the waiting line claims; below 0 where the line claims more. */
export const unclaimedOf = ({ stock, waiting }: Pick<Shelf, "stock" | "waiting">): number => stock - waiting;

/** Units of a row that can be bought now. */
export const availableOf = (shelf: Shelf): number => (shelf.retired ? 0 : Math.max(0, unclaimedOf(shelf)));
