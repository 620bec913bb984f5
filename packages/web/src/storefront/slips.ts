import * as v from "valibot";
import { Customer } from "@donut-states/core/order/order.schema";
import type { Purchase } from "./api.ts";
import { keep } from "../kit/kept.ts";
import { LEAST, MOST } from "./quantity.ts";

const PREFIX = "donut-states.purchase.";
/** The shop knows a key for at least 24 hours; after that the same key would buy anew. */
const GOOD_FOR_MS = 23 * 60 * 60_000;

const nameOf = (sku: string) => `${PREFIX}${sku}`;

/** Storage may be switched off, and what is in it is anybody's. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const Slip = v.object({
  quantity: v.pipe(v.number(), v.integer(), v.minValue(LEAST), v.maxValue(MOST)),
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  at: v.number(),
  customer: v.exactOptional(Customer),
});

/** The purchase that was stored for a product, if it is one and the shop still knows its key. */
function readSlip(sku: string, text: string, now: number): Purchase | undefined {
  const slip = v.safeParse(
    Slip,
    attempt(() => JSON.parse(text) as unknown),
  );
  if (!slip.success) return undefined;
  const { at, ...purchase } = slip.output;
  return now - at < GOOD_FOR_MS ? { sku, ...purchase } : undefined;
}

/**
 * Writes a purchase down before it is asked for, so that a reload does not ask for another one. The customer goes with
 * it, as the same key takes no other request: in this tab only, and until the answer is here.
 */
export function keepSlip({ sku, ...purchase }: Purchase): void {
  keep(nameOf(sku), JSON.stringify({ ...purchase, at: Date.now() }), "session");
}

/** A purchase that is settled, or given up, is asked for no more. */
export const dropSlip = (sku: string) => keep(nameOf(sku), null, "session");

/** Purchases that were asked for before the page was loaded and never settled, by sku. */
export function keptSlips(): Record<string, Purchase> {
  const now = Date.now();
  const purchases = attempt(() =>
    Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? "")
      .filter((name) => name.startsWith(PREFIX))
      .flatMap((name) => {
        const text = sessionStorage.getItem(name);
        return text === null ? [] : (readSlip(name.slice(PREFIX.length), text, now) ?? []);
      }),
  );
  return Object.fromEntries((purchases ?? []).map((purchase) => [purchase.sku, purchase]));
}
