import * as v from "valibot";
import { Order } from "@donut-states/core/order/order.schema";
import { Reservation } from "@donut-states/core/reservation/reservation.schema";
import { keep, kept } from "../kit/kept.ts";

/**
 * What was ordered and reserved on this device. Nothing of the customer: names and addresses are sent to the shop and
 * stay there, since whoever uses this device next needs neither to see where an order is.
 */
const KEY = "donut-states.mine";
/** Raised when the form changes: what an older page wrote is then forgotten. */
const VERSION = 1;
/** Of each kind; more is history, and every one of them is asked for when the list is looked at. */
export const MOST_KEPT = 20;

const Reserved = v.object({ ...Reservation.entries, name: v.string() });
/** A reservation, with the product's name as it was then. */
export type Reserved = v.InferOutput<typeof Reserved>;

const Stored = v.object({
  version: v.literal(VERSION),
  orders: v.array(v.unknown()),
  reservations: v.array(v.unknown()),
});

/** Newest first. */
export interface Keepsakes {
  orders: Order[];
  reservations: Reserved[];
}

export const none: Keepsakes = { orders: [], reservations: [] };

type Listed = { id: string };

/** With the newer one in the place of the one with its id, where that is still listed. */
export const replace = <T extends Listed>(list: readonly T[], one: T): T[] =>
  list.map((old) => (old.id === one.id ? one : old));

/** The same, and before all others where it is not. */
export const put = <T extends Listed>(list: readonly T[], one: T): T[] =>
  list.some(({ id }) => id === one.id) ? replace(list, one) : [one, ...list].slice(0, MOST_KEPT);

export const without = <T extends Listed>(list: readonly T[], gone: string): T[] =>
  list.filter(({ id }) => id !== gone);

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

const those = <S extends v.GenericSchema>(schema: S, items: unknown[]): v.InferOutput<S>[] =>
  items
    .map((item) => v.safeParse(schema, item))
    .flatMap((result) => (result.success ? [result.output] : []))
    .slice(0, MOST_KEPT);

/** What is stored, without what is no order or reservation; undefined where nothing is. */
export function readKeepsakes(): Keepsakes | undefined {
  const stored = v.safeParse(Stored, parseJson(kept(KEY)));
  if (!stored.success) return undefined;
  const { orders, reservations } = stored.output;
  return { orders: those(Order, orders), reservations: those(Reserved, reservations) };
}

export function writeKeepsakes({ orders, reservations }: Keepsakes): void {
  const isEmpty = orders.length === 0 && reservations.length === 0;
  keep(KEY, isEmpty ? null : JSON.stringify({ version: VERSION, orders, reservations }));
}

/** Calls when another tab has changed what is stored. */
export function onForeignChange(call: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) call();
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}
