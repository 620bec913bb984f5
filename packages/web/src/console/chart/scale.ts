/** Steps that people count in. */
const STEPS = [1, 2, 5, 10];

/** Where an axis that begins at 0 has its lines, so that `max` fits below the last: three to six whole numbers. */
export function ticks(max: number): number[] {
  const rough = Math.max(max, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (STEPS.find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.max(2, Math.ceil(max / step) + 1) }, (_, index) => index * step);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Steps in which people tell the time. */
const TIMES_MS = [
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR_MS),
];

/** The same of an axis of milliseconds, in whole seconds, minutes or hours. */
export function timeTicks(maxMs: number): number[] {
  const step = TIMES_MS.find((ms) => ms * 4 >= maxMs) ?? 24 * HOUR_MS;
  return Array.from({ length: Math.max(2, Math.ceil(maxMs / step) + 1) }, (_, index) => index * step);
}

/** The indices that get a label below the axis: the first, the last, and as many between them as there is room for. */
export function labelled(count: number, width: number, labelWidth: number): number[] {
  const most = Math.max(2, Math.floor(width / labelWidth));
  const every = Math.ceil((count - 1) / (most - 1));
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % every === 0,
  );
}
