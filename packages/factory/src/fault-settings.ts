import * as v from "valibot";

const object = v.custom<object>(
  (input) => typeof input === "object" && input !== null && !Array.isArray(input),
  'must be an object such as {} or {"times":1}, or null for off',
);
const times = v.pipe(v.number(numberWanted), v.integer(numberWanted), v.minValue(1, numberWanted));
const milliseconds = v.pipe(times, v.maxValue(600_000, numberWanted));
const fault = switchWith({ times: v.exactOptional(times) });

const Faults = v.strictObject(
  {
    down: fault,
    error500: fault,
    hang: fault,
    silent: fault,
    duplicate: fault,
    early: fault,
    wrongCount: fault,
    slow: switchWith({ ms: milliseconds, times: v.exactOptional(times) }),
  },
  entryWanted,
);

/**
 * The eight faults, each null while off; `times` is the number of orders it still applies to (without: until switched
 * off), `slow.ms` the milliseconds added before the answer.
 */
export type Faults = v.InferOutput<typeof Faults>;

/** Something that is not a setting of faults; `field` is the path of the first wrong value, "" for the whole. */
export class InvalidFaults extends Error {
  override readonly name = "InvalidFaults";
  readonly field: string;
  constructor(field: string, reason: string) {
    super(`${field || "body"} ${reason}`);
    this.field = field;
  }
}

/**
 * Reads faults out of JSON; those that the input does not name are as in `base`.
 * @throws {InvalidFaults} naming the first wrong field.
 */
export function readFaults(input: unknown, base: Partial<Faults> = {}): Faults {
  if (!v.is(object, input)) throw new InvalidFaults("", "must be an object of faults");
  const result = v.safeParse(Faults, { ...base, ...input });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InvalidFaults(v.getDotPath(issue) ?? "", issue.message);
}

function switchWith<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.nullish(v.pipe(object, v.strictObject(entries, entryWanted)), null);
}

function numberWanted(issue: v.BaseIssue<unknown>): string {
  return `must be a whole number ${issue.type === "max_value" ? "up to 600000" : "from 1"}`;
}

function entryWanted(issue: v.BaseIssue<unknown>): string {
  return issue.expected === "never" ? "is unknown" : "is missing";
}
