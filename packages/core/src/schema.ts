import * as v from "valibot";

/** A time in UTC, ISO 8601 with milliseconds. */
export const Time = v.pipe(v.string(), v.isoTimestamp());
export const Uuid = v.pipe(v.string(), v.uuid());
/** One step of a story: when it was, where, what it was about, and what came of it. */
export const Hop = v.object({ at: Time, where: v.string(), what: v.string(), outcome: v.string() });
export type Hop = v.InferOutput<typeof Hop>;
/** A step at the time that a row keeps; none where the row keeps no time. */
export const hop = (at: Date | null, where: string, what: string, outcome: string): Hop[] =>
  at === null ? [] : [{ at: at.toISOString(), where, what, outcome }];
/** Business key of a sellable item. */
export const Sku = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
/** Units on hand or moved. */
export const Units = v.pipe(v.number(), v.integer());
/** KRW, which has no minor unit. */
export const Money = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000));
/** An address in small letters, so that everyone has one however it is typed. */
export const Email = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.email("must be an e-mail address"),
  v.toLowerCase(),
);
/**
 * One line of text that a person wrote: not blank to the eye either, and with nothing that changes how the text around
 * it is shown. What joins emoji or letters is allowed.
 */
export const oneLine = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "must not be empty"),
    v.maxLength(maxLength),
    v.regex(/^[^\p{Cc}\p{Bidi_C}]*$/u, "must not contain control characters"),
    v.regex(/^\P{Cs}*$/u, "must be well-formed text"),
    v.regex(/^$|[^\p{Z}\p{Cf}\p{DI}\u2800]/u, "must contain something visible"),
  );
