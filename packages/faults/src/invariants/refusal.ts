import { isOpen, type Evidence, type Intent } from "../evidence/evidence.ts";
import { first, type Invariant } from "./finding.ts";

/** I6: nobody is refused without a restock order that is open then, or opened after it. */
export const orderedForRefused: Invariant = (evidence) => {
  const ends = lives(evidence);
  return first(evidence.intents, (intent) => {
    if (intent.kind !== "sale" || intent.verdict !== "refused") return undefined;
    const { sku, sentAt, restockId } = intent;
    const orders = ends.get(sku) ?? new Map<string, number>();
    if (restockId !== null && orders.has(restockId)) return undefined;
    return [...orders.values()].some((closedAt) => closedAt >= sentAt)
      ? undefined
      : `${sku} was refused at ${new Date(sentAt).toISOString()}, and no restock order was open then or later`;
  });
};

/** By sku, each restock order with when it was closed. */
function lives({
  products,
  steps,
}: Pick<Evidence, "products" | "steps">): Map<Intent["sku"], Map<string, number>> {
  const skus = new Map(products.map(({ id, sku }) => [id, sku]));
  const found = new Map<string, Map<string, number>>();
  for (const { productId, restockId, to, at } of steps) {
    const sku = skus.get(productId) ?? productId;
    const orders = found.get(sku) ?? new Map<string, number>();
    found.set(sku, orders.set(restockId, isOpen(to) ? Infinity : at));
  }
  return found;
}
