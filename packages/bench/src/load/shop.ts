/** A product that is put up for one round and that nobody else sells. */
export interface Shelf {
  productId: string;
  sku: string;
  /** Units on it when the round begins. */
  start: number;
}

/** What a buyer is told; a design that keeps orders names the one it made. */
export type Answer = { sold: true; orderId?: string } | { sold: false };

/** A design that is open for buyers. */
export interface Shop {
  /** One attempt to buy one unit; `key` is the buyer's name for it. Rejects where it is not known what became of it. */
  buy(shelf: Shelf, key: string): Promise<Answer>;
  close(): Promise<void>;
}
