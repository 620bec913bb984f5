import { type Evidence, isOpen } from "../evidence/evidence.ts";
import { either, first, type Finding, groupBy, type Invariant } from "./finding.ts";

/** I7: at rest nothing is left open: no restock order, no intent, no message, no dead letter, and no shelf that waits for an order. */
export const nothingOpen: Invariant = ({ products, restocks, orders, queues }) =>
  first(restocks, ({ id, status }) =>
    isOpen(status) ? `Restock order ${id} is still ${status}` : undefined,
  ) ??
  first(products, ({ sku, stock, reorderPoint }) =>
    stock <= reorderPoint ? `The stock of ${sku} is ${stock}, and nothing is on order` : undefined,
  ) ??
  first(orders, ({ id, status }) =>
    status === "pending" ? `The intent ${id} is still undecided` : undefined,
  ) ??
  first(queues, ({ name, visible, inFlight, deadLetters }) =>
    visible + inFlight + deadLetters === 0
      ? undefined
      : `The queue ${name} holds ${visible} + ${inFlight} messages and ${deadLetters} dead letters`,
  );

/** I8: the outbox drains, and everything that happened has reached operations. */
export const drained: Invariant = (evidence) => either(sent, received, toldOfSteps)(evidence);

const sent: Invariant = ({ outbox, orders }) =>
  first(outbox, ({ id, type, sent: published }) =>
    published ? undefined : `The event ${id} (${type}) was never published`,
  ) ??
  first(orders, ({ id, status, announced }) =>
    status === "confirmed" && !announced ? `The order ${id} was never announced` : undefined,
  );

function received({ outbox, orders, feed }: Evidence): Finding | undefined {
  const seen = new Set(feed.map(({ id }) => id));
  return (
    first(outbox, ({ id, type }) =>
      seen.has(id) ? undefined : `The event ${id} (${type}) never reached operations`,
    ) ??
    first(orders, ({ id, status }) =>
      status === "confirmed" && !seen.has(id) ? `Operations never heard of the order ${id}` : undefined,
    )
  );
}

/** What must be told of a step, whether it was ever stored as an event or not. */
const tellings: Record<string, readonly string[]> = {
  requested: ["restock.requested"],
  accepted: ["restock.accepted"],
  overdue: ["restock.overdue"],
  completed: ["restock.completed", "stock.replenished"],
  failed: ["restock.failed"],
  cancelled: ["restock.cancelled"],
};

/** Each step has an event of its own: one of the same type for another step of that order does not count for it. */
function toldOfSteps({ steps, feed }: Evidence): Finding | undefined {
  const seen = groupBy(feed, ({ type, restockId }) => `${type} ${restockId}`);
  const taken = steps.filter(({ from, to }) => from !== to);
  return first(taken, ({ restockId, to }) => {
    const times = taken.filter((step) => step.restockId === restockId && step.to === to).length;
    const isMissing = (type: string) => (seen.get(`${type} ${restockId}`)?.length ?? 0) < times;
    const missing = (tellings[to] ?? []).find(isMissing);
    return missing === undefined
      ? undefined
      : `Restock order ${restockId} became ${to}, but operations never got a ${missing}`;
  });
}
