import type { RestockStatus } from "../../src/restock/restock.status.ts";

/** A purchase of one idempotency key: sold, or only intended. Two purchases are the same where the quantity is. */
export interface Purchase {
  /** The call that wrote it. */
  order: string;
  quantity: number;
}

export interface RestockOrder {
  quantity: number;
  status: RestockStatus;
  /** How often the factory was asked, and how often by the watchdog. */
  asked: number;
  reminders: number;
  isLate: boolean;
  /** The receipt that counted, the stock that was told with it, and whether it came for an order given up. */
  receipt: string | null;
  replenished: number | null;
  surplus: boolean;
  /** Receipts that were told to be repetitions. */
  repeated: string[];
}

/** All that the promises speak of, of one product. Records hold their keys in order, so equal states have equal texts. */
export interface Reference {
  stock: number;
  reorderPoint: number;
  reorderQuantity: number;
  soldOut: boolean;
  refused: boolean;
  paused: boolean;
  /** What was told: for each empty shelf the restock order named with it, and how many first refusals. */
  empties: string[];
  refusals: number;
  sales: Record<string, Purchase>;
  intents: Record<string, Purchase>;
  /** In which lane it is sold, what has no verdict there yet, and the quantities that were refused there, by order. */
  lane: "normal" | "surge";
  undecided: Record<string, Purchase>;
  turnedAway: Record<string, number>;
  adjustments: Record<string, number>;
  /** Who waits, the first first, by the call that reserved; and who left. */
  line: { name: string; quantity: number }[];
  left: Record<string, number>;
  /** Units that the product says are waiting. */
  waiting: number;
  /** By name; null: the store is known to open an order of this name, but has not yet. */
  restocks: Record<string, RestockOrder | null>;
}

/** Units beyond what the line claims; below 0 where it claims more. */
const unclaimed = ({ stock, waiting }: Reference): number => stock - waiting;

/** Units that can be bought. */
export const available = (state: Reference): number => Math.max(0, unclaimed(state));

type Entries = Record<string, unknown>;

/** A copy with one entry more or changed, and the keys in order. */
export function put<T extends Entries>(record: T, key: string, value: T[string]): Record<string, T[string]> {
  const entries = Object.entries<T[string]>({ ...record, [key]: value });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

export const isOpen = (order: RestockOrder | null | undefined): order is RestockOrder =>
  order?.status === "requested" || order?.status === "overdue";

/** The open restock order's name; null: there is none. */
export const openOrder = ({ restocks }: Reference): string | null =>
  Object.keys(restocks).find((name) => isOpen(restocks[name])) ?? null;

/** A restock order changed. */
export function change(state: Reference, name: string, changes: Partial<RestockOrder>): Reference {
  const order = state.restocks[name];
  if (!order) throw new Error(`The reference knows no restock order ${name}`);
  return { ...state, restocks: put(state.restocks, name, { ...order, ...changes }) };
}

/** Whether a product is to be ordered though nobody was refused. */
export const isLow = (state: Reference): boolean => unclaimed(state) <= state.reorderPoint;

/**
 * The decision about a restock: an empty shelf is announced once; an order opens where the unclaimed stock is at the reorder point or
 * cannot serve `wanted` units, none is open and no failure forbids it. One result for each name it can have been given.
 */
export function considered(state: Reference, wanted = 0): Reference[] {
  const { reorderPoint, reorderQuantity, restocks } = state;
  const units = unclaimed(state);
  const low = isLow(state) || units < wanted;
  if (!low || state.paused || openOrder(state) !== null) return [announced(state)];
  const quantity = Math.max(reorderQuantity, reorderPoint - units, wanted - units);
  const opened = { ...freshOrder, quantity };
  const names = Object.keys(restocks).filter((name) => restocks[name] === null);
  const candidates = names.length > 0 ? names : ["an order that the store did not open"];
  return candidates.map((name) => announced({ ...state, restocks: put(restocks, name, opened) }));
}

/** Whether somebody who reads this would ask for that decision at all. */
export const isWorthConsidering = (state: Reference, wanted: number): boolean =>
  (available(state) === 0 && !state.soldOut) ||
  ((isLow(state) || unclaimed(state) < wanted) && openOrder(state) === null && !state.paused);

const freshOrder = {
  status: "requested",
  asked: 1,
  reminders: 0,
  isLate: false,
  receipt: null,
  replenished: null,
  surplus: false,
  repeated: [],
} as const satisfies Partial<RestockOrder>;

function announced(state: Reference): Reference {
  if (available(state) > 0 || state.soldOut) return state;
  const empties = [...state.empties, openOrder(state) ?? "none"].toSorted();
  return { ...state, soldOut: true, empties };
}
