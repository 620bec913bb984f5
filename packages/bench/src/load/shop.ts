/** A product that is put up for one round and that nobody else sells. */
export interface Shelf {
  productId: string;
  sku: string;
  /** Units on it when the round begins. */
  start: number;
}

/** What a buyer is told in the end; a design that keeps orders names the one it made. */
export type Verdict = { sold: true; orderId?: string } | { sold: false };

/** What a buyer is told: the verdict, or that it will come, and then the next buyer is served meanwhile. */
export type Answer = Verdict | { later: Promise<Verdict> };

/** A design that is open for buyers. */
export interface Shop {
  /** One attempt to buy one unit; `key` is the buyer's name for it. Rejects where it is not known what became of it. */
  buy(shelf: Shelf, key: string): Promise<Answer>;
  close(): Promise<void>;
}
