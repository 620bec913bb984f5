import * as fc from "fast-check";
import { keyHash } from "../../src/hash.ts";

/** Which restock order or reservation is meant: counted back from the newest that there is when the operation is called. */
type Back = 0 | 1;
type Key = "a" | "b";
/** One of two callbacks for the same order, each with an id of its own. */
type Receipt = "x" | "y";
type Lane = "normal" | "surge";

/** What can be done to one product. `decide` is what the consumer of the lane and the watchdog do, `again` with orders that are decided, too. The last three are not its own doing: a process dies, or time passes. */
export type Operation =
  | { verb: "checkout"; quantity: number; key: Key | undefined }
  | { verb: "adjust"; delta: number; key: Key | undefined }
  | { verb: "consider"; wanted: number }
  | { verb: "receive"; back: Back; receipt: Receipt }
  | { verb: "cancel"; back: Back }
  | { verb: "retry"; back: Back }
  | { verb: "lane"; lane: Lane }
  | { verb: "decide"; again: boolean }
  | { verb: "reserve"; quantity: number }
  | { verb: "leave"; back: Back }
  | { verb: "serve" }
  | { verb: "watch" }
  | { verb: "sweep" }
  | { verb: "abandon"; quantity: number; key: Key }
  | { verb: "late"; reminders: 0 | 3 }
  | { verb: "pauseOver" };

/** Clients' keys by what the store makes of them. */
export const keys: ReadonlyMap<string, Key> = new Map(
  (["a", "b"] as const).map((key) => [keyHash(key), key]),
);

const { array, constant, constantFrom, integer, oneof, record } = fc;
const back = constantFrom<Back[]>(0, 0, 1);
const key = constantFrom<Key[]>("a", "b");
const perhapsKey = oneof(constant(undefined), key);
const quantity = constantFrom(1, 1, 2, 3);
const verb = <Name extends Operation["verb"]>(name: Name) => constant(name);

const made = {
  checkout: record({ verb: verb("checkout"), quantity, key: perhapsKey }),
  keyed: record({ verb: verb("checkout"), quantity: constantFrom(1, 1, 2), key }),
  adjust: record({ verb: verb("adjust"), delta: constantFrom(1, 2, 4, -1, -2, -3), key: perhapsKey }),
  consider: record({ verb: verb("consider"), wanted: integer({ min: 0, max: 5 }) }),
  receive: record({ verb: verb("receive"), back, receipt: constantFrom<Receipt[]>("x", "y") }),
  cancel: record({ verb: verb("cancel"), back }),
  retry: record({ verb: verb("retry"), back }),
  lane: record({ verb: verb("lane"), lane: constantFrom<Lane[]>("normal", "surge", "surge") }),
  decide: record({ verb: verb("decide"), again: constantFrom(false, true) }),
  reserve: record({ verb: verb("reserve"), quantity: constantFrom(1, 2, 3, 8) }),
  leave: record({ verb: verb("leave"), back }),
  serve: record({ verb: verb("serve") }),
  watch: record({ verb: verb("watch") }),
  sweep: record({ verb: verb("sweep") }),
  abandon: record({ verb: verb("abandon"), quantity: constantFrom(1, 1, 2), key }),
  late: record({ verb: verb("late"), reminders: constantFrom<(0 | 3)[]>(0, 3) }),
  pauseOver: record({ verb: verb("pauseOver") }),
} satisfies Record<string, fc.Arbitrary<Operation>>;

type Weights = Partial<Record<keyof typeof made, number>>;

/** Of some verbs more than of others: what is rare in a shop is where its mistakes are. */
const mix = (weights: Weights): fc.Arbitrary<Operation> =>
  oneof(
    ...Object.entries(made).flatMap(([name, arbitrary]) => {
      const weight = weights[name as keyof typeof made] ?? 0; // the keys of `made`, and no others
      return weight > 0 ? [{ arbitrary, weight }] : [];
    }),
  );

const mixes = [
  mix({ checkout: 5, adjust: 2, receive: 3, consider: 1 }),
  mix({ keyed: 4, abandon: 3, sweep: 3, adjust: 2, receive: 1 }),
  mix({ reserve: 6, leave: 4, serve: 1, checkout: 2, adjust: 3, receive: 2 }),
  mix({ receive: 6, cancel: 4, retry: 1, watch: 3, late: 2, checkout: 2 }),
  mix({ checkout: 5, keyed: 3, decide: 5, lane: 1, adjust: 2, abandon: 1, sweep: 1, receive: 1 }),
  mix({ checkout: 5, decide: 5, reserve: 3, leave: 1, adjust: 2, receive: 1 }),
  mix(Object.fromEntries(Object.keys(made).map((name) => [name, 1]))),
];

/** How a history begins: with few units, so that it meets the empty shelf; `ordered`: with a restock order open. */
export const shelf = fc.noBias(
  record({
    stock: integer({ min: 0, max: 6 }),
    reorderPoint: constantFrom(0, 2, 5),
    reorderQuantity: integer({ min: 1, max: 4 }),
    ordered: constantFrom(true, true, false),
    lane: constantFrom<Lane[]>("normal", "surge"),
  }),
);
export type Shelf = {
  stock: number;
  reorderPoint: number;
  reorderQuantity: number;
  ordered: boolean;
  lane: Lane;
};

const upTo = (maxLength: number) => ({ minLength: 1, maxLength, size: "max" }) as const;

/** A failure tries so many smaller histories before it is shown. */
const SHRINKS = 60;
/** Every length is as likely as another: fast-check's own leaning towards the small would meet nobody else. */
const even = <T>(arbitrary: fc.Arbitrary<T>) => fc.limitShrink(fc.noBias(arbitrary), SHRINKS);

/** One operation after the other. */
export const sequence = even(oneof(...mixes.map((operation) => array(operation, upTo(12)))));

const among = (operation: fc.Arbitrary<Operation>, clients: number, maxLength: number) =>
  array(array(operation, upTo(maxLength)), { minLength: clients, maxLength: clients });

/** Two to four clients, each with one operation after the other, all at once; twelve operations at most. */
export const clients = even(
  oneof(
    ...mixes.flatMap((operation) => [among(operation, 2, 6), among(operation, 3, 4), among(operation, 4, 3)]),
  ),
);

export const clientNames = ["A", "B", "C", "D"] as const;

/** Who goes on for how many statements, until all do. */
export const turns = even(
  array(record({ client: constantFrom(...clientNames), statements: integer({ min: 1, max: 12 }) }), upTo(16)),
);

/** An operation as text: `checkout quantity=2 key=a`. */
export function describe({ verb: name, ...given }: Operation): string {
  const parts = Object.entries(given).filter(([, value]) => value !== undefined);
  return [name, ...parts.map(([field, value]) => `${field}=${value}`)].join(" ");
}
