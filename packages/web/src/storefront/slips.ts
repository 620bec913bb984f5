import type { Purchase } from "./api.ts";
import { LEAST, MOST } from "./quantity.ts";

const PREFIX = "donut-states.purchase.";
/** The shop knows a key for at least 24 hours; after that the same key would buy anew. */
const GOOD_FOR_MS = 23 * 60 * 60_000;

const nameOf = (sku: string) => `${PREFIX}${sku}`;

/** Storage may be switched off or full; then purchases are remembered as long as the page. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The purchase that was stored for a product, if it is one and the shop still knows its key. */
function readSlip(sku: string, text: string, now: number): Purchase | undefined {
  const slip: unknown = attempt(() => JSON.parse(text));
  if (typeof slip !== "object" || slip === null) return undefined;
  const { quantity, key, at }: { quantity?: unknown; key?: unknown; at?: unknown } = slip;
  if (typeof quantity !== "number" || !Number.isInteger(quantity)) return undefined;
  if (quantity < LEAST || quantity > MOST) return undefined;
  if (typeof key !== "string" || !/^[0-9a-f]{32}$/.test(key)) return undefined;
  if (typeof at !== "number" || !(now - at < GOOD_FOR_MS)) return undefined;
  return { sku, quantity, key };
}

/** Writes a purchase down before it is asked for, so that a reload does not ask for another one. */
export function keepSlip({ sku, quantity, key }: Purchase): void {
  attempt(() => sessionStorage.setItem(nameOf(sku), JSON.stringify({ quantity, key, at: Date.now() })));
}

/** A purchase that is settled, or given up, is asked for no more. */
export function dropSlip(sku: string): void {
  attempt(() => sessionStorage.removeItem(nameOf(sku)));
}

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
