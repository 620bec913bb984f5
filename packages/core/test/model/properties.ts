import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect } from "vitest";
import { connect } from "../../src/db/client.ts";
import { ledger } from "../../src/stock/ledger.ts";
import { before, check, renamed, run } from "./history.ts";
import { alone } from "./linearizable.ts";
import { observe } from "./observe.ts";
import { clients, describe, type Operation, sequence, shelf, turns } from "./operation.ts";
import { promised } from "./promises.ts";
import type { Reference } from "./reference.ts";
import { Gate } from "./stepwise.ts";
import { open, type Shop, type Store, type Verbs } from "./store.ts";

/** After each operation its answer and all that can be seen are what the reference says. */
export const inSequence = (shop: Shop, verbs?: Verbs) =>
  fc.asyncProperty(shelf, sequence, async (given, operations) => {
    const store = await open(shop, given, verbs);
    let { state } = await observe(store);
    const done: string[] = [];
    for (const operation of operations) {
      done.push(describe(operation));
      state = await follow(store, state, operation, done);
    }
  });

async function follow(store: Store, first: Reference, operation: Operation, done: readonly string[]) {
  const [event] = await run(store, [[operation]], () => store.db, { turns: done.length });
  if (!event) return first;
  const { state, names } = await observe(store);
  const seen = { answer: renamed(event.answer, names), state };
  const [said, ...others] = alone(promised(renamed(event, names)), before(first, state));
  if (!others.every((other) => isDeepStrictEqual(other, said)))
    throw new Error("The reference is of two minds");
  expect(seen, `what the reference says after: ${done.join(", ")}`).toEqual(said);
  expect(
    (await ledger(store.db, store.sku, { limit: 1 })).balanced,
    `the ledger after: ${done.join(", ")}`,
  ).toBe(true);
  return state;
}

/** Clients at once, each on a connection of its own, as fast as they can. */
export const atOnce = (shop: Shop, verbs?: Verbs) =>
  fc.asyncProperty(shelf, clients, async (given, operations) => {
    const store = await open(shop, given, verbs);
    const { state } = await observe(store);
    await check(store, state, await run(store, operations, () => connect(store.url)));
  });

/** Clients at once whose statements are let go one at a time, by turns that belong to the history. */
export const stepByStep = (shop: Shop, verbs?: Verbs) =>
  fc.asyncProperty(shelf, clients, turns, async (given, operations, order) => {
    const store = await open(shop, given, verbs);
    const { state } = await observe(store);
    const gate = new Gate(order);
    const left = (client: string) => gate.leave(client);
    const events = run(store, operations, (client) => gate.connect(store.url, client), { left });
    await check(store, state, await gate.keep(events));
  });
