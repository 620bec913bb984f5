import type { Move, Step } from "./linearizable.ts";
import {
  available,
  considered,
  isWorthConsidering,
  put,
  type Purchase,
  type Reference,
  without,
} from "./reference.ts";

type Shelf = Step<Reference>;
type Claim = Purchase & { key: string };

const step = (name: string, run: Shelf["run"]): Shelf => ({ name, run });
const go = (state: Reference, next: Shelf): Move<Reference>[] => [{ state, next }];

/** Of these orders those that are undecided, in the order in which they are named. */
const pendingOf = ({ undecided }: Reference, orders: readonly string[]): Claim[] =>
  orders.flatMap((order) =>
    Object.entries(undecided).flatMap(([key, purchase]) =>
      purchase.order === order ? [{ key, ...purchase }] : [],
    ),
  );

/** All of them are sold, or none where there is not enough for all. */
function sellTogether(state: Reference, orders: readonly string[]): Reference {
  const claims = pendingOf(state, orders);
  const units = claims.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units > available(state)) return state;
  return claims.reduce(
    (now, { key, ...purchase }) => ({
      ...now,
      undecided: without(now.undecided, key),
      sales: put(now.sales, key, purchase),
    }),
    { ...state, stock: state.stock - units },
  );
}

function refuseTogether(state: Reference, orders: readonly string[]): Reference {
  return pendingOf(state, orders)
    .filter(({ quantity }) => quantity > available(state))
    .reduce(
      (now, { key, order, quantity }) => ({
        ...now,
        undecided: without(now.undecided, key),
        turnedAway: put(now.turnedAway, order, quantity),
      }),
      state,
    );
}

/** First come first served of what there is; the orders are named in order of arrival. */
function share(claims: readonly Claim[], units: number) {
  const served: string[] = [];
  const left: Claim[] = [];
  let taken = 0;
  for (const claim of claims)
    if (taken + claim.quantity <= units) {
      served.push(claim.order);
      taken += claim.quantity;
    } else left.push(claim);
  return { served, left, taken };
}

/**
 * Deciding a batch: all are sold in one step where there is enough; else a look, and as steps of their own the sale of those
 * whom it reaches for, the restock for the others, and their refusal; until none waits.
 */
export function decide(orders: readonly string[]): Shelf {
  return step("sell all", (state) => {
    const after = sellTogether(state, orders);
    const isSold = pendingOf(state, orders).length > 0 && after !== state;
    return go(after, firstLook(orders, isSold));
  });
}

const firstLook = (orders: readonly string[], isSold: boolean) =>
  step(`first look ${isSold}`, (state) => {
    const waits = pendingOf(state, orders).map(({ order }) => order);
    const ours = isSold ? orders.filter((order) => state.turnedAway[order] === undefined) : waits;
    return look(orders, ours).run(state);
  });

function look(orders: readonly string[], ours: readonly string[]): Shelf {
  const again = () => look(orders, ours);
  return step(`look at ${orders.join()} for ${ours.join()}`, (state) => {
    const claims = pendingOf(state, orders);
    if (claims.length === 0) return conclude(state, ours);
    const { served, left, taken } = share(claims, available(state));
    const then =
      left.length === 0 ? again() : turnAway({ ...state, stock: state.stock - taken }, left, again);
    if (served.length === 0) return go(state, then);
    return go(
      state,
      step(`sell ${served.join()}, then ${then.name}`, (now) => go(sellTogether(now, served), then)),
    );
  });
}

/** `seen` is what was read, less what was sold since. */
function turnAway(seen: Reference, left: readonly Claim[], again: () => Shelf): Shelf {
  const orders = left.map(({ order }) => order);
  const wanted = Math.max(...left.map(({ quantity }) => quantity));
  const refuse = step(`refuse ${orders.join()}, then ${again().name}`, (now) =>
    go(refuseTogether(now, orders), again()),
  );
  if (seen.refused && !isWorthConsidering(seen, wanted)) return refuse;
  return step(`order for ${orders.join()}, then ${refuse.name}`, (now) => {
    const isNews = !now.refused && available(now) < wanted;
    const told = isNews ? { ...now, refused: true, refusals: now.refusals + 1 } : now;
    return considered(told, wanted).map((state) => ({ state, next: refuse }));
  });
}

const end = (states: Reference[]): Move<Reference>[] => states.map((state) => ({ state, answer: null }));

function conclude(state: Reference, ours: readonly string[]): Move<Reference>[] {
  const wanted = Math.max(0, ...ours.map((order) => state.turnedAway[order] ?? 0));
  if (ours.length === 0 || !isWorthConsidering(state, wanted)) return end([state]);
  return go(
    state,
    step(`order more, ${wanted}`, (now) => end(considered(now, wanted))),
  );
}
