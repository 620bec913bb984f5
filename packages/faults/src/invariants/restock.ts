import { type Event, type Evidence, isOpen, type Step } from "../evidence/evidence.ts";
import { first, type Finding, groupBy, type Invariant } from "./finding.ts";

/** I3: never more than one restock order of a product is open, neither now nor at any time. */
export const oneOpen: Invariant = ({ steps, restocks }) => {
  const open = new Map<string, string>();
  const history = first(steps, ({ productId, restockId, to }) => {
    const other = open.get(productId);
    if (isOpen(to)) open.set(productId, restockId);
    else if (other === restockId) open.delete(productId);
    return isOpen(to) && other !== undefined && other !== restockId
      ? `Restock order ${restockId} became ${to} while ${other} of the same product was open`
      : undefined;
  });
  if (history) return history;
  const now = groupBy(
    restocks.filter(({ status }) => isOpen(status)),
    ({ productId }) => productId,
  );
  return first([...now.values()], (rows) =>
    rows.length > 1 ? `${rows.length} restock orders of one product are open` : undefined,
  );
};

/** I4: each restock order is credited at most once. */
export const creditedOnce: Invariant = ({ steps, outbox }) => {
  const credits = steps.filter(({ to }) => to === "completed");
  const tellings = outbox.filter(({ type }) => type === "stock.replenished");
  return (
    repeated(credits, (id, count) => `Restock order ${id} was credited ${count} times`) ??
    repeated(
      tellings,
      (id, count) => `Operations were told ${count} times that restock order ${id} was credited`,
    )
  );
};

function repeated(
  rows: readonly (Step | Event)[],
  sentence: (id: string, count: number) => string,
): Finding | undefined {
  const byOrder = groupBy(
    rows.filter(({ restockId }) => restockId !== null),
    ({ restockId }) => restockId ?? "",
  );
  return first([...byOrder], ([id, group]) => (group.length > 1 ? sentence(id, group.length) : undefined));
}

/** I5: what is credited is what was ordered: each rise of a stock is one completed order's quantity, or an adjustment's. */
export const creditedAsOrdered: Invariant = (evidence) => {
  const explained = reasonsToRise(evidence);
  const unexplained = first(evidence.movements, (movement) => {
    const units = movement.after - movement.before;
    if (units <= 0) return undefined;
    const left = explained.get(movement.productId) ?? [];
    const at = left.indexOf(units);
    if (at === -1) return `A stock rose by ${units}, which nobody had ordered or adjusted`;
    left.splice(at, 1);
    return undefined;
  });
  return (
    unexplained ??
    first([...explained], ([productId, [units]]) =>
      units === undefined
        ? undefined
        : `The stock of ${productId} never rose by ${units}, though its restock order is completed`,
    )
  );
};

/** By product, the units that its stock has reason to rise by. */
function reasonsToRise({ restocks, adjustments }: Evidence): Map<string, number[]> {
  const reasons = [
    ...restocks
      .filter(({ completed }) => completed)
      .map(({ productId, quantity }) => ({ productId, units: quantity })),
    ...adjustments
      .filter(({ delta }) => delta > 0)
      .map(({ productId, delta }) => ({ productId, units: delta })),
  ];
  const byProduct = groupBy(reasons, ({ productId }) => productId);
  return new Map([...byProduct].map(([id, rows]) => [id, rows.map(({ units }) => units)]));
}

/** I9: the factory was never asked more often than the order's attempts say, nor for another quantity. */
export const countedAttempts: Invariant = ({ posts, restocks }) => {
  const orders = new Map(restocks.map((restock) => [restock.id, restock]));
  const byOrder = groupBy(posts, ({ restockId }) => restockId);
  return (
    first(posts, ({ restockId, quantity }) => {
      const order = orders.get(restockId);
      if (!order) return `The factory was asked for ${restockId}, which is no restock order`;
      return order.quantity === quantity
        ? undefined
        : `The factory was asked for ${quantity} instead of ${order.quantity}`;
    }) ??
    first(restocks, ({ id, attempts }) => {
      const count = byOrder.get(id)?.length ?? 0;
      return count <= attempts
        ? undefined
        : `The factory was asked ${count} times, but restock order ${id} has ${attempts} attempts`;
    })
  );
};
