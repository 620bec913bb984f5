import type { Move, Step } from "./linearizable.ts";
import type { Operation } from "./operation.ts";
import { leave, reopened, reserve, serving } from "./promises.line.ts";
import { available, change, considered, openOrder, put, type Reference, without } from "./reference.ts";
import { receive, steer, watch } from "./promises.restock.ts";
import { decide as decideOrders } from "./promises.surge.ts";

/** An operation as it was called: `call` is its name, and `target` the restock order it meant. */
export interface Called {
  call: string;
  operation: Operation;
  target: string | null;
}

type Shelf = Step<Reference>;
const ends = (states: Reference[], answer: unknown = null): Move<Reference>[] =>
  states.map((state) => ({ state, answer }));
const step = (name: string, run: Shelf["run"]): Shelf => ({ name, run });

/** What an operation promises, as the steps that others may see between. All but checkouts, batches, sweeps, ticks and what serves the line are one step. */
export function promised({ call, operation, target }: Called): Shelf {
  switch (operation.verb) {
    case "checkout":
      return checkout(call, operation.key ?? call, operation.quantity);
    case "adjust":
      return step("adjust", (state) => adjust(state, operation.key ?? call, operation.delta));
    case "consider":
      return step("consider", (state) => ends(considered(state, operation.wanted)));
    case "receive":
      return step("receive", (state) =>
        receive(state, String(target), operation.receipt).map((counted) => ({
          state: counted,
          next: serving(null),
        })),
      );
    case "cancel":
    case "retry":
      return step(operation.verb, (state) => steer(state, String(target), operation.verb));
    case "lane":
      return step("lane", (state) => ends(considered({ ...state, lane: operation.lane })));
    case "decide":
      return decideOrders(String(target).split(","));
    case "reserve":
      return step("reserve", (state) => reserve(state, call, operation.quantity));
    case "leave":
      return step("leave", (state) => leave(state, String(target)));
    case "serve":
      return serving(null);
    case "watch":
      return watch;
    case "sweep":
      return sweep;
    case "abandon":
      return step("abandon", (state) => [
        isFree(state, operation.key)
          ? { state: intend(state, operation.key, call, operation.quantity), answer: true }
          : { state, answer: false },
      ]);
    case "late":
      return step("late", (state) => ends([late(state, operation.reminders)]));
    case "pauseOver":
    default:
      return step("pauseOver", (state) => ends([{ ...state, paused: false }]));
  }
}

const isFree = ({ sales, intents, undecided }: Reference, key: string) =>
  !sales[key] && !intents[key] && !undecided[key];

const intend = (state: Reference, key: string, order: string, quantity: number): Reference => ({
  ...state,
  intents: put(state.intents, key, { order, quantity }),
});

/**
 * A checkout is decided in one step, `decide`: sold where there is enough at that moment, refused where there is not. What it
 * shows is read in a later one, and a low shelf is ordered for beside that. Before the decision its intent may occupy the
 * key, which others then see: whoever comes with the same purchase decides that intent, with another one is refused.
 * In the surge lane the intent waits for somebody else's decision, and the checkout shows what has become of it by then. In
 * which lane it goes is what a look before has seen.
 */
function checkout(call: string, key: string, quantity: number): Shelf {
  const sold = (order: string) =>
    step(`show ${order}`, (state) => {
      const answer = { outcome: "sold", order, replayed: order !== call, stock: available(state) };
      return [{ state, next: orderMore(answer) }];
    });
  const decision = (state: Reference): readonly Move<Reference>[] => {
    const [sale, intent] = [state.sales[key], state.intents[key]];
    const known = sale ?? intent ?? state.undecided[key];
    if (known && known.quantity !== quantity) return ends([state], { refused: "idempotency_key_reused" });
    if (sale) return sold(sale.order).run(state);
    if (state.undecided[key]) return look.run(state);
    const decided = { ...state, intents: without(state.intents, key) };
    if (available(state) < quantity) return [{ state: decided, next: refuse(quantity, () => look) }];
    const order = intent?.order ?? call;
    const sales = put(state.sales, key, { order, quantity });
    return [{ state: { ...decided, sales, stock: state.stock - quantity }, next: sold(order) }];
  };
  const decide: Shelf = step("decide", (state) => [
    ...decision(state),
    ...(isFree(state, key) ? [{ state: intend(state, key, call, quantity), next: decide }] : []),
  ]);
  const look: Shelf = step("look", (state) => {
    const queued = state.undecided[key];
    if (queued?.quantity === quantity) return [{ state, next: tell(call, queued.order) }];
    const isQueued = isFree(state, key) && state.lane === "surge" && available(state) >= quantity;
    return isQueued ? [{ state, next: queueUp }] : [...decide.run(state), { state, next: decide }];
  });
  const queueUp: Shelf = step("queue up", (state) => {
    if (!isFree(state, key)) return look.run(state);
    const undecided = put(state.undecided, key, { order: call, quantity });
    return [{ state: { ...state, undecided }, next: tell(call, call) }];
  });
  return look;
}

/** What has become of an order of the lane when its customer has waited for long enough. */
const tell = (call: string, order: string): Shelf =>
  step(`tell of ${order}`, (state) => {
    if (state.turnedAway[order] !== undefined) return showRefusal.run(state);
    const isSold = Object.values(state.sales).some((sale) => sale.order === order);
    const stock = available(state);
    return isSold
      ? ends([state], { outcome: "sold", order, replayed: order !== call, stock })
      : ends([state], { outcome: "pending", order });
  });

const orderMore = (answer: { stock: number }) =>
  step(`order more after ${answer.stock}`, (state) => ends(considered(state), answer));

/** Goods may come while it is told and ordered for: then nobody is refused, and it begins again. */
const refuse = (quantity: number, again: () => Shelf) =>
  step("order for the refused", (state) => {
    const first = !state.refused && available(state) < quantity;
    const told = first ? { ...state, refused: true, refusals: state.refusals + 1 } : state;
    return considered(told, quantity).map((next) => ({ state: next, next: refuseOrLook(quantity, again) }));
  });

const refuseOrLook = (quantity: number, again: () => Shelf) =>
  step("refuse or look again", (state) => (available(state) < quantity ? showRefusal : again()).run(state));

const showRefusal = step("show", (state) => {
  const id = openOrder(state);
  const order = id === null ? undefined : state.restocks[id];
  const restock = order ? { id, quantity: order.quantity, status: order.status } : null;
  return ends([state], { outcome: "out_of_stock", stock: available(state), restock });
});

function adjust(state: Reference, key: string, delta: number): Move<Reference>[] {
  const known = state.adjustments[key];
  if (known !== undefined)
    return known === delta ? adjusted([state], delta) : ends([state], { refused: "idempotency_key_reused" });
  const stock = state.stock + delta;
  if (stock < 0) return ends([state], { refused: "insufficient_stock" });
  const moved = { ...state, stock, adjustments: put(state.adjustments, key, delta) };
  return adjusted(considered(delta > 0 ? reopened(moved) : moved), delta);
}

/** What was added serves the line before the stock is shown. */
function adjusted(states: Reference[], delta: number): Move<Reference>[] {
  return states.map((state): Move<Reference> => {
    const answer = { stock: state.stock };
    if (delta < 0) return { state, answer };
    return { state, next: serving(answer, ({ stock }) => ({ stock })) };
  });
}

/** Takes away the intents that it has found, where they are still undecided. */
const sweep = step("find", (state) => {
  const found = Object.values(state.intents).map(({ order }) => order);
  const clear = step(`clear ${found.join()}`, (now) => {
    const left = Object.entries(now.intents).filter(([, { order }]) => !found.includes(order));
    return ends([{ ...now, intents: Object.fromEntries(left) }]);
  });
  return [{ state, next: clear }];
});

function late(state: Reference, reminders: number): Reference {
  const open = openOrder(state);
  return open === null ? state : change(state, open, { isLate: true, reminders });
}
