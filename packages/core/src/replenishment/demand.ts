/** How few sales are too few to believe, and how many of the latest are looked at. */
export const ENOUGH_SALES = 20;
export const SALES_SAMPLE = 200;
/**
 * The least share of a window that counts as in stock. A shelf that is bought empty within a second would otherwise prove a
 * demand without bounds; so it proves ten times its sales, and the next delivery ten times that.
 */
const LEAST_IN_STOCK = 0.1;

const HOUR_MS = 60 * 60_000;

/** What changed the stock: a sale (of a negative `delta`), or anything else. Times are in milliseconds. */
export interface Movement {
  at: number;
  delta: number;
  isSale: boolean;
}

/** A shelf and how it came to be so, newest movement first: at least all since the oldest sale in it. */
export interface History {
  now: number;
  stock: number;
  movements: readonly Movement[];
}

/** Units that would be sold in an hour in which the shelf is never empty, and the variance of that number. */
export interface Demand {
  perHour: number;
  variancePerHour: number;
}

/**
 * The demand that a shelf's sales prove; undefined where there are too few of them. Sales are counted against the time in
 * which there was something to sell: an empty shelf sells nothing, however many ask. Customers are taken for a compound
 * Poisson process (its variance is the sum of the squared quantities; Silver, Pyke and Thomas, Inventory and Production
 * Management in Supply Chains, 4th ed., ch. 6). The higher of two rates counts, that of the few latest sales and that of
 * many: so a crowd is believed at once, and its end only slowly.
 */
export function measureDemand(history: History): Demand | undefined {
  const sales = history.movements.filter(({ isSale }) => isSale);
  if (sales.length < ENOUGH_SALES) return undefined;
  const latest = over(history, sales.slice(0, ENOUGH_SALES));
  const many = over(history, sales.slice(0, SALES_SAMPLE));
  return latest.perHour > many.perHour ? latest : many;
}

/** The oldest of the sales only opens the window: n points in time bound n - 1 intervals. */
function over(history: History, sales: readonly Movement[]): Demand {
  const from = sales.at(-1)?.at ?? history.now;
  const leastMs = Math.max(1, (history.now - from) * LEAST_IN_STOCK);
  const hours = Math.max(leastMs, inStockMs(history, from)) / HOUR_MS;
  let [units, squares] = [0, 0];
  for (const { delta } of sales.slice(0, -1)) {
    units -= delta;
    squares += delta ** 2;
  }
  return { perHour: units / hours, variancePerHour: squares / hours };
}

/** Milliseconds since `from` in which there was something on the shelf: its movements undone one by one. */
export function inStockMs({ now, stock, movements }: History, from: number): number {
  let [level, until, sum] = [stock, now, 0];
  for (const { at, delta } of movements) {
    if (at <= from) break;
    if (level > 0) sum += until - at;
    level -= delta;
    until = at;
  }
  return level > 0 ? sum + until - from : sum;
}
