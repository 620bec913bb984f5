import type { StoreClient } from "../world/storeClient.ts";
import { ask } from "./ask.ts";
import type { Book } from "./book.ts";

export interface Shelf {
  sku: string;
  /** Units put on it before the crowd comes. */
  raise: number;
  settings: { reorderPoint: number; reorderQuantity: number };
}

/** What is sold: big shelves that are ordered early, big ones that run empty first, and one that is empty all the time. */
export const shelves: readonly [Shelf, ...Shelf[]] = [
  { sku: "CP-502101", raise: 40, settings: { reorderPoint: 0, reorderQuantity: 90 } },
  { sku: "CP-502102", raise: 30, settings: { reorderPoint: 20, reorderQuantity: 80 } },
  { sku: "CP-502103", raise: 30, settings: { reorderPoint: 0, reorderQuantity: 70 } },
  { sku: "CP-502104", raise: 40, settings: { reorderPoint: 30, reorderQuantity: 60 } },
  { sku: "CP-502107", raise: 10, settings: { reorderPoint: 0, reorderQuantity: 20 } },
];

/** In which lane everything is sold. */
export type Lane = "normal" | "surge";

/** Fills the shelves; the raise is in the book like everything else. */
export async function fillShelves(store: StoreClient, book: Book, lane: Lane): Promise<void> {
  for (const { sku, raise, settings } of shelves) {
    await store.set(sku, { ...settings, lane });
    const name = `opening-${sku}`;
    await ask(store, book, book.open({ name, kind: "adjustment", sku, quantity: raise, key: name }));
  }
}
