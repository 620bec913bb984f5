import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Answer, Client } from "./http.ts";

/**
 * What a buyer was told in the end. `lost` had no answer, `wrong` one that no buyer should get. `asked` is how often it
 * took: once, unless the store was unavailable.
 */
export type Outcome = { asked: number } & Verdict;
type Verdict =
  | { told: "sold"; orderId: string }
  | { told: "refused" }
  | { told: "unavailable" | "wrong" | "lost"; why: string };

const Confirmed = v.object({ id: v.string(), quantity: v.literal(1), status: v.literal("confirmed") });
const Sold = v.object({ order: Confirmed, stock: v.pipe(v.number(), v.minValue(0)) });
const OutOfStock = v.object({ code: v.literal("out_of_stock"), stock: v.pipe(v.number(), v.minValue(0)) });
const Pending = v.object({ order: v.object({ id: v.string(), status: v.literal("pending") }) });

/** Milliseconds between two questions after a pending order, and how often it is asked for. */
const PENDING_MS = 500;
const PENDING_ASKED = 120;
/** What a 503 of the store says in Retry-After, in milliseconds, and how often a buyer believes it. */
const UNAVAILABLE_MS = 1_000;
const PATIENT = 10;

/**
 * Buys one, as the storefront does: under a key of its own, again under the same where the store was unavailable, and
 * asking after an order that is still pending. Never rejects.
 */
export async function buy(store: Client, sku: string, key: string): Promise<Outcome> {
  for (let asked = 1; ; asked++) {
    const verdict = await attempt(store, sku, key).catch((error: unknown): Verdict => ({
      told: "lost",
      why: String(error),
    }));
    if (verdict.told !== "unavailable" || asked === PATIENT) return { ...verdict, asked };
    await sleep(UNAVAILABLE_MS);
  }
}

async function attempt({ call }: Client, sku: string, key: string): Promise<Verdict> {
  const headers = { "idempotency-key": key };
  const answer = await call("/checkout", { method: "POST", headers, body: { sku, quantity: 1 } });
  if (answer.status !== 202) return verdictOf(answer);
  return v.is(Pending, answer.body) ? wait(call, answer.body.order.id) : wrong("wrong", answer);
}

/** What an answer to a checkout means to its buyer. */
export function verdictOf(answer: Answer): Verdict {
  const { status, body } = answer;
  if (status === 201 && v.is(Sold, body)) return { told: "sold", orderId: body.order.id };
  if (status === 409 && v.is(OutOfStock, body)) return { told: "refused" };
  return wrong(status === 503 ? "unavailable" : "wrong", answer);
}

async function wait(call: Client["call"], orderId: string): Promise<Verdict> {
  for (let asked = 0; asked < PENDING_ASKED; asked++) {
    await sleep(PENDING_MS);
    const answer = await call(`/orders/${orderId}`);
    if (v.is(Confirmed, answer.body)) return { told: "sold", orderId };
    if (v.is(v.object({ status: v.literal("refused") }), answer.body)) return { told: "refused" };
    if (!v.is(v.object({ status: v.literal("pending") }), answer.body)) return wrong("wrong", answer);
  }
  return { told: "lost", why: `order ${orderId} is pending for ever` };
}

const wrong = (told: "wrong" | "unavailable", { status, body }: Answer): Verdict => ({
  told,
  why: `answered ${status}: ${JSON.stringify(body)?.slice(0, 300) ?? "no JSON"}`,
});
