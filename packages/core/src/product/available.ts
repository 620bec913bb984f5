import { sql } from "drizzle-orm";
import type { product } from "./product.sql.ts";

/** What can be bought of a product that was read. */
export const available = ({ stock }: Pick<typeof product.$inferSelect, "stock">): number => stock;

/** The same in a statement, of the product that it calls `p`. */
export const availableOfP = sql`p.stock`;
