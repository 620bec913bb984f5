import type { Database } from "../../db/client.ts";
import { availableOf } from "../../product/available.ts";
import type { Attempt } from "../attempt.ts";
import { lookAt } from "../intent.ts";
import { handOver } from "./lane.ts";
import { toOrder } from "../order.ts";
import { type CheckoutResult, refusal } from "../outcome.ts";
import { verdict } from "./verdict.ts";

/**
 * Has an order of the surge lane decided with others, and waits for that as long as a customer does. Undefined: what has
 * become of it the next look tells.
 */
export async function queueUp(
  db: Database,
  attempt: Attempt,
  orderId: string,
): Promise<CheckoutResult | undefined> {
  const { lane, correlationId, intents, sent } = attempt;
  if (intents.has(orderId) && !sent.has(orderId)) {
    await handOver(db, lane, { orderId, correlationid: correlationId });
    sent.add(orderId);
  }
  const view = (await verdict(db, orderId, lane.verdictWithinMs)) ?? (await lookAt(db, [orderId]))[0];
  if (!view) return undefined;
  if (view.order.status === "refused") return refusal(view);
  const [order, replayed] = [toOrder(view.order, view.product), !intents.has(orderId)];
  if (view.order.status === "pending") return { outcome: "pending", order, replayed };
  return { outcome: "sold", order, stock: availableOf(view.product), replayed };
}
