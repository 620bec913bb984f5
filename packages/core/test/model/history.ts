import type { Database } from "../../src/db/client.ts";
import { type Call, explain } from "./linearizable.ts";
import { nameOf, type Names, observe } from "./observe.ts";
import { clientNames, describe, type Operation } from "./operation.ts";
import { type Called, promised } from "./promises.ts";
import type { Reference } from "./reference.ts";
import { perform, type Store, targetOf } from "./store.ts";

/** An operation that was done, and when by a clock that counts calls and returns. */
export interface Event extends Called {
  called: number;
  returned: number;
  answer: unknown;
}

/**
 * Clients that each do one thing after the other, all at once; a connection for each. `turns` were had before; `left` is
 * told of each client that has come to its end.
 */
export async function run(
  store: Store,
  clients: readonly (readonly Operation[])[],
  connection: (client: string) => Database,
  { turns = 0, left = (_client: string): void => {} } = {},
): Promise<Event[]> {
  let clock = 0;
  const events: Event[] = [];
  const client = async (operations: readonly Operation[], index: number) => {
    const name = clientNames[index] ?? "";
    const db = connection(name);
    for (const [turn, operation] of operations.entries()) {
      const target = await targetOf(store, { operation });
      if (target === undefined) continue;
      const call = { call: `${name}${turns + turn + 1}`, operation, target };
      const called = ++clock;
      const answer = await perform(store, db, call);
      events.push({ ...call, called, returned: ++clock, answer });
    }
  };
  const toTheEnd = (operations: readonly Operation[], index: number) =>
    client(operations, index).finally(() => left(clientNames[index] ?? ""));
  // All are waited for, so that a failure leaves nobody running into the next history.
  const ends = await Promise.allSettled(clients.map(toTheEnd));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return events;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same with the reference's names for the store's ids. */
export function renamed<T>(value: T, names: Names): T {
  const text = JSON.stringify(value).replaceAll(UUID, (id) => nameOf(names, id));
  return JSON.parse(text) as T; // only strings have changed
}

/** What the reference must know before it runs: the names of the orders that will open. */
export function before(state: Reference, after: Reference): Reference {
  const coming = Object.fromEntries(Object.keys(after.restocks).map((name) => [name, null]));
  return { ...state, restocks: { ...coming, ...state.restocks } };
}

/** Throws where no order of the steps that the reference allows explains the answers and what is there in the end. */
export async function check(store: Store, first: Reference, events: readonly Event[]): Promise<void> {
  const { state: last, names } = await observe(store);
  const history = events.map((event) => renamed(event, names));
  const calls = history.map((event): Call<Reference> => ({
    ...event,
    name: event.call,
    start: promised(event),
  }));
  const { found, order, reached } = explain(calls, before(first, last), last);
  if (found) return;
  throw new Error(
    [
      "No order of these operations explains their answers and what was there in the end.",
      ...history.map(line),
      `in the end: ${JSON.stringify(last)}`,
      `The longest order that fits so far: ${order.join(", ")}`,
      `leads to: ${JSON.stringify(reached)}`,
    ].join("\n"),
  );
}

const line = ({ call, called, returned, operation, target, answer }: Event) =>
  `  ${call} [${called}, ${returned}] ${describe(operation)}${target === null ? "" : ` ${target}`} -> ${JSON.stringify(answer)}`;
