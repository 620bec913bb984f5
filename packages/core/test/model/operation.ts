import * as fc from "fast-check";
import { keyHash } from "../../src/hash.ts";

/** Which restock order is meant: counted back from the newest that there is when the operation is called. */
type Back = 0 | 1;
type Key = "a" | "b";
/** One of two callbacks of the same order, each with an id of its own. */
type Receipt = "x" | "y";

/** What can be done to one product. The last three are not the product's: a process dies, or time passes. */
export type Operation =
  | { verb: "checkout"; quantity: number; key: Key | undefined }
  | { verb: "adjust"; delta: number; key: Key | undefined }
  | { verb: "consider"; wanted: number }
  | { verb: "receive"; back: Back; receipt: Receipt }
  | { verb: "cancel"; back: Back }
  | { verb: "retry"; back: Back }
  | { verb: "watch" }
  | { verb: "sweep" }
  | { verb: "abandon"; quantity: number; key: Key }
  | { verb: "late"; reminders: 0 | 3 }
  | { verb: "pauseOver" };

/** Clients' keys by what the store makes of them. */
export const keys: ReadonlyMap<string, Key> = new Map((["a", "b"] as const).map((key) => [keyHash(key), key]));

const { record, constant, constantFrom, integer, oneof } = fc;
const back = constantFrom<Back[]>(0, 0, 0, 1);
const key = constantFrom<Key[]>("a", "b");
const sometimesKey = oneof({ weight: 1, arbitrary: constant(undefined) }, { weight: 1, arbitrary: key });
const quantity = integer({ min: 1, max: 3 });
const delta = constantFrom(1, 2, 4, -1, -2, -3);

/** Operations as a shop sees them, with more of the rare ones. */
export const operation: fc.Arbitrary<Operation> = oneof(
  { weight: 10, arbitrary: record({ verb: constant("checkout" as const), quantity, key: sometimesKey }) },
  { weight: 3, arbitrary: record({ verb: constant("adjust" as const), delta, key: sometimesKey }) },
  { weight: 1, arbitrary: record({ verb: constant("consider" as const), wanted: integer({ min: 0, max: 5 }) }) },
  { weight: 6, arbitrary: record({ verb: constant("receive" as const), back, receipt: constantFrom<Receipt[]>("x", "y") }) },
  { weight: 2, arbitrary: record({ verb: constant("cancel" as const), back }) },
  { weight: 1, arbitrary: record({ verb: constant("retry" as const), back }) },
  { weight: 3, arbitrary: record({ verb: constant("watch" as const) }) },
  { weight: 1, arbitrary: record({ verb: constant("sweep" as const) }) },
  { weight: 1, arbitrary: record({ verb: constant("abandon" as const), quantity, key }) },
  { weight: 2, arbitrary: record({ verb: constant("late" as const), reminders: constantFrom(0 as const, 3 as const) }) },
  { weight: 1, arbitrary: record({ verb: constant("pauseOver" as const) }) },
);

/** A new product; few units, so that every history meets the empty shelf. */
export const shelf = record({
  stock: integer({ min: 0, max: 4 }),
  reorderPoint: constantFrom(0, 0, 2),
  reorderQuantity: integer({ min: 1, max: 4 }),
});

/** An operation as text: `checkout quantity=2 key=a`. */
export function describe({ verb, ...given }: Operation): string {
  const parts = Object.entries(given).filter(([, value]) => value !== undefined);
  return [verb, ...parts.map(([name, value]) => `${name}=${value}`)].join(" ");
}
