import type { decision } from "./decision.sql.ts";

type Row = Omit<typeof decision.$inferSelect, "decisionId" | "productId" | "restockId" | "createdAt">;

/** A decision in one sentence, as `ordered 40: 12 left, 0 on order; the fixed reorder point is 14`. */
export function sentence(row: Row): string {
  const decided = row.reason === "ordered" ? `ordered ${row.quantity}` : "not ordered";
  const wanted = row.wanted > 0 ? `; a customer wanted ${row.wanted}` : "";
  const why = row.note ?? `the fixed reorder point is ${row.reorderPoint}`;
  return `${decided}: ${position(row)}${wanted}; ${obstacles[row.reason]}${why}`;
}

function position({ stock, onOrder, waiting }: Row): string {
  const all = [`${stock} left`, `${onOrder} on order`, ...(waiting > 0 ? [`${waiting} waiting`] : [])];
  return all.join(", ");
}

/** What stands in the way of an order although one is needed. */
const obstacles: { [Reason in Row["reason"]]: string } = {
  ordered: "",
  enough: "",
  not_restocked: "the store does not restock it; ",
  paused: "no order opens for a while after one that failed; ",
  factory_missing: "its factory does not exist; ",
};
