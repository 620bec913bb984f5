import { type Evidence, type Intent, isDoubtful } from "../evidence/evidence.ts";
import { first, groupBy, type Invariant } from "./finding.ts";

/**
 * What was told is true: a sale that was answered with an order is that order, once, with its quantity; what was
 * refused has none; no intent has two; no order belongs to nobody. Likewise for adjustments.
 */
export const told: Invariant = (evidence) => {
  const rows = groupBy([...sales(evidence), ...adjustments(evidence)], ({ intent }) => intent ?? "");
  const known = new Set(evidence.intents.map(({ name }) => name));
  return (
    first(evidence.intents, ({ nonsense }) => nonsense ?? undefined) ??
    first([...rows.keys()], (name) =>
      known.has(name) ? undefined : `A row belongs to no intent: ${name}`,
    ) ??
    first(evidence.intents, (intent) => compare(intent, rows.get(intent.name) ?? []))
  );
};

interface Row {
  id: string;
  sku: string | undefined;
  quantity: number;
  intent: string | null;
}

function compare(intent: Intent, rows: readonly Row[]): string | undefined {
  const { name, verdict, sku, quantity, kind, orderIds } = intent;
  const [row] = rows;
  if (rows.length > 1) return `The ${kind} ${name} was done ${rows.length} times`;
  if (verdict === "done" && !row) return `The ${kind} ${name} was confirmed, but there is no row of it`;
  if (verdict === "refused" && !isDoubtful(intent) && row)
    return `The ${kind} ${name} was refused, but it was done`;
  if (!row) return undefined;
  if (row.sku !== sku || row.quantity !== quantity)
    return `The ${kind} ${name} of ${quantity} ${sku} became ${row.quantity} ${row.sku}`;
  const other = orderIds.find((id) => id !== row.id);
  return other === undefined
    ? undefined
    : `The ${kind} ${name} was told of order ${other}, but it is ${row.id}`;
}

const sales = (evidence: Evidence): Row[] =>
  evidence.orders
    .filter(({ status }) => status === "confirmed")
    .map(({ id, intent, quantity, productId }) => ({
      id,
      intent,
      quantity,
      sku: skuOf(evidence, productId),
    }));

const adjustments = (evidence: Evidence): Row[] =>
  evidence.adjustments.map(({ id, intent, delta, productId }) => ({
    id,
    intent,
    quantity: delta,
    sku: skuOf(evidence, productId),
  }));

const skuOf = ({ products }: Evidence, productId: string) => products.find(({ id }) => id === productId)?.sku;
