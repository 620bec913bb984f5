/** What came of one run, or of several that are added up. */
export interface Result {
  days: number;
  demanded: number;
  sold: number;
  lost: number;
  orders: number;
  /** Unit-milliseconds on the shelf. */
  held: number;
  /** Customers who were refused, and the milliseconds until there was enough for them again. */
  refused: number;
  waited: number;
}

/** Counts what happens in one run. */
export class Tally {
  private readonly sum = { demanded: 0, sold: 0, lost: 0, orders: 0, held: 0, refused: 0, waited: 0 };
  private stock: number;
  private since = 0;
  private refusals: { at: number; wanted: number }[] = [];

  constructor(initialStock: number) {
    this.stock = initialStock;
  }

  sell(units: number): void {
    this.sum.demanded += units;
    this.sum.sold += units;
  }

  refuse(at: number, wanted: number): void {
    this.sum.demanded += wanted;
    this.sum.lost += wanted;
    this.sum.refused += 1;
    this.refusals.push({ at, wanted });
  }

  order(): void {
    this.sum.orders += 1;
  }

  /** The stock from now on. */
  hold(at: number, stock: number): void {
    this.sum.held += this.stock * (at - this.since);
    [this.stock, this.since] = [stock, at];
  }

  /** Goods came: whoever was refused and looks again now finds `stock` units. */
  replenish(at: number, stock: number): void {
    for (const refusal of this.refusals) if (refusal.wanted <= stock) this.sum.waited += at - refusal.at;
    this.refusals = this.refusals.filter(({ wanted }) => wanted > stock);
  }

  /** All that was counted until the end. */
  end(at: number, days: number): Result {
    this.hold(at, this.stock);
    return { days, ...this.sum };
  }
}

/** The results of several runs as one. */
export const add = (one: Result, other: Result): Result => ({
  days: one.days + other.days,
  demanded: one.demanded + other.demanded,
  sold: one.sold + other.sold,
  lost: one.lost + other.lost,
  orders: one.orders + other.orders,
  held: one.held + other.held,
  refused: one.refused + other.refused,
  waited: one.waited + other.waited,
});
