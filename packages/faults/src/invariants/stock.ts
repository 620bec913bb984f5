import { type Evidence, isDoubtful, type Product } from "../evidence/evidence.ts";
import { either, first, type Finding, type Invariant, sum } from "./finding.ts";
import { told } from "./told.ts";

/** I1: stock is never below 0, neither now nor at any time. */
export const neverNegative: Invariant = ({ products, movements }) =>
  first(products, ({ sku, stock }) => (stock < 0 ? `The stock of ${sku} is ${stock}` : undefined)) ??
  first(movements, ({ after }) => (after < 0 ? `A stock fell to ${after}` : undefined));

/** I2: initial + received + adjusted - sold = stock, by the database's rows, by the suite's own book and by what was told. */
export const balanced: Invariant = (evidence) => either(byRows, byMovements, told, byBook)(evidence);

function byRows(evidence: Evidence): Finding | undefined {
  return first(evidence.products, (product) => {
    const { sku, initial, stock } = product;
    const { received, adjusted, sold } = totals(evidence, product);
    const expected = initial + received + adjusted - sold;
    return expected === stock
      ? undefined
      : `${sku}: ${initial} at first + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}, but the stock is ${stock}`;
  });
}

function totals({ restocks, adjustments, orders }: Evidence, { id }: Product) {
  const of = <T extends { productId: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.productId === id);
  return {
    received: sum(of(restocks), ({ completed, quantity }) => (completed ? quantity : 0)),
    adjusted: sum(of(adjustments), ({ delta }) => delta),
    sold: sum(of(orders), ({ status, quantity }) => (status === "confirmed" ? quantity : 0)),
  };
}

/** No change of the stock escaped the watch: each began where the one before had ended. */
function byMovements({ products, movements }: Evidence): Finding | undefined {
  const now = new Map(products.map(({ id, initial }) => [id, initial]));
  return (
    first(movements, ({ productId, before, after }) => {
      const was = now.get(productId);
      now.set(productId, after);
      return was === before ? undefined : `A stock of ${was} moved from ${before} to ${after}`;
    }) ??
    first(products, ({ id, sku, stock }) =>
      now.get(id) === stock ? undefined : `${sku} moved to ${now.get(id)}, but the stock is ${stock}`,
    )
  );
}

/** The same sum out of the suite's own book: what it sold and adjusted, and which orders the factory was asked for. */
function byBook({ products, intents, restocks, orders }: Evidence): Finding | undefined {
  const bought = new Set(orders.filter(({ status }) => status === "confirmed").map(({ intent }) => intent));
  return first(products, ({ id, sku, initial, stock }) => {
    const mine = intents.filter((intent) => intent.sku === sku);
    const done = mine.filter(
      (intent) => intent.verdict === "done" || (isDoubtful(intent) && bought.has(intent.name)),
    );
    const sold = sum(done, ({ kind, quantity }) => (kind === "sale" ? quantity : 0));
    const adjusted = sum(done, ({ kind, quantity }) => (kind === "adjustment" ? quantity : 0));
    const received = sum(restocks, (row) => (row.productId === id && row.completed ? row.quantity : 0));
    const expected = initial + received + adjusted - sold;
    return expected === stock
      ? undefined
      : `${sku}: the suite counts ${initial} + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}, but the stock is ${stock}`;
  });
}
