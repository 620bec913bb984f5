import type { Move, Step } from "./linearizable.ts";
import { reopened } from "./promises.line.ts";
import {
  available,
  change,
  considered,
  isLow,
  isOpen,
  openOrder,
  type Reference,
  type RestockOrder,
} from "./reference.ts";

function find(state: Reference, name: string): RestockOrder {
  const order = state.restocks[name];
  if (!order) throw new Error(`The reference has not opened ${name}`);
  return order;
}

/** Goods count once, in whatever state their order is; the same receipt again is nothing, another one is told. */
export function receive(state: Reference, name: string, receipt: string): Reference[] {
  const order = state.restocks[name];
  if (!order) return [];
  if (order.receipt === receipt || order.repeated.includes(receipt)) return [state];
  if (order.receipt !== null)
    return [change(state, name, { repeated: [...order.repeated, receipt].toSorted() })];
  const stock = state.stock + order.quantity;
  const completed = change(state, name, {
    status: "completed",
    receipt,
    replenished: available({ ...state, stock }),
    surplus: !isOpen(order),
  });
  return considered(reopened({ ...completed, stock, paused: false }));
}

/** An open order is given up, and another may open at once, or is asked for again; a closed one is left as it is. */
export function steer(state: Reference, name: string, verb: "cancel" | "retry"): Move<Reference>[] {
  const order = state.restocks[name];
  if (!order) return [];
  if (!isOpen(order)) return [{ state, answer: { refused: "restock_closed" } }];
  const status = verb === "cancel" ? "cancelled" : "requested";
  const answer = { id: name, quantity: order.quantity, status };
  const steered = verb === "cancel" ? change(state, name, { status }) : asked(state, name, 0);
  const states = verb === "cancel" ? considered(steered) : [steered];
  return states.map((next) => ({ state: next, answer }));
}

const asked = (state: Reference, name: string, reminders: number) =>
  change(state, name, { status: "requested", isLate: false, reminders, asked: find(state, name).asked + 1 });

const REMINDERS = 3;
type Act = { name: string; run: (state: Reference) => Reference[] };

/** Looks for what needs it in three reads, and then does it one after the other, where it is still needed by then. */
export const watch: Step<Reference> = reads([findOverdue, findLate, findNeglected], []);

function reads(left: ((state: Reference) => Act[])[], acts: Act[]): Step<Reference> {
  const [read, ...others] = left;
  if (!read) return does(acts);
  return {
    name: `look ${left.length}, then ${acts.map(({ name }) => name).join()}`,
    run: (state) => [{ state, next: reads(others, [...acts, ...read(state)]) }],
  };
}

function does([act, ...others]: Act[]): Step<Reference> {
  if (!act) return { name: "end", run: (state) => [{ state, answer: null }] };
  return {
    name: [act, ...others].map(({ name }) => name).join(),
    run: (state) => act.run(state).map((next) => ({ state: next, next: does(others) })),
  };
}

function findOverdue(state: Reference): Act[] {
  const name = openOrder(state);
  if (name === null || find(state, name).status !== "overdue") return [];
  const reminders = find(state, name).reminders + 1;
  const run = (now: Reference) => {
    if (find(now, name).status !== "overdue") return [now];
    if (reminders <= REMINDERS) return [asked(now, name, reminders)];
    return [{ ...change(now, name, { status: "failed" }), paused: true }];
  };
  return [{ name: `pursue ${name} ${reminders}`, run }];
}

const lateOrder = (order: RestockOrder) => order.status === "requested" && order.isLate;

function findLate(state: Reference): Act[] {
  const name = openOrder(state);
  if (name === null || !lateOrder(find(state, name))) return [];
  const run = (now: Reference) =>
    lateOrder(find(now, name)) ? [change(now, name, { status: "overdue" })] : [now];
  return [{ name: `mark ${name}`, run }];
}

function findNeglected(state: Reference): Act[] {
  const unannounced = available(state) === 0 && !state.soldOut;
  const unordered = openOrder(state) === null && !state.paused && isLow(state);
  return unannounced || unordered ? [{ name: "consider", run: (now) => considered(now) }] : [];
}
