import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Answer, Client } from "./http.ts";

/** What a buyer was told in the end. `lost` had no answer, `wrong` one that no buyer should get. */
export type Outcome =
  | { told: "sold"; orderId: string }
  | { told: "refused" }
  | { told: "wrong" | "lost"; why: string };

const Confirmed = v.object({ id: v.string(), quantity: v.literal(1), status: v.literal("confirmed") });
const Sold = v.object({ order: Confirmed, stock: v.pipe(v.number(), v.minValue(0)) });
const OutOfStock = v.object({ code: v.literal("out_of_stock"), stock: v.pipe(v.number(), v.minValue(0)) });
const Pending = v.object({ order: v.object({ id: v.string(), status: v.literal("pending") }) });

/** Milliseconds between two questions after a pending order, and how often it is asked for. */
const ASK_AGAIN_MS = 500;
const ASKED = 120;

/** Buys one, as the storefront does: under a key of its own, and asking after an order that is still pending. Never rejects. */
export async function buy({ call }: Client, sku: string, key: string): Promise<Outcome> {
  try {
    const headers = { "idempotency-key": key };
    const answer = await call("/checkout", { method: "POST", headers, body: { sku, quantity: 1 } });
    if (answer.status !== 202) return outcomeOf(answer);
    return v.is(Pending, answer.body) ? await wait(call, answer.body.order.id) : wrong(answer);
  } catch (error) {
    return { told: "lost", why: String(error) };
  }
}

/** What an answer to a checkout means to its buyer. */
export function outcomeOf(answer: Answer): Outcome {
  const { status, body } = answer;
  if (status === 201 && v.is(Sold, body)) return { told: "sold", orderId: body.order.id };
  if (status === 409 && v.is(OutOfStock, body)) return { told: "refused" };
  return wrong(answer);
}

async function wait(call: Client["call"], orderId: string): Promise<Outcome> {
  for (let asked = 0; asked < ASKED; asked++) {
    await sleep(ASK_AGAIN_MS);
    const answer = await call(`/orders/${orderId}`);
    if (v.is(Confirmed, answer.body)) return { told: "sold", orderId };
    if (v.is(v.object({ status: v.literal("refused") }), answer.body)) return { told: "refused" };
    if (!v.is(v.object({ status: v.literal("pending") }), answer.body)) return wrong(answer);
  }
  return { told: "lost", why: `order ${orderId} is pending for ever` };
}

const wrong = ({ status, body }: Answer): Outcome => ({
  told: "wrong",
  why: `answered ${status}: ${JSON.stringify(body)?.slice(0, 300) ?? "no JSON"}`,
});
