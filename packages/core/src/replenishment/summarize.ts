/** Milliseconds from request to receipt, and their standard deviation. */
export interface LeadTime {
  ms: number;
  deviationMs: number;
}

/** How few are too few to believe. */
const ENOUGH = 3;
/** The standard deviation of a normal distribution by its median absolute deviation (Rousseeuw and Croux, 1993). */
const PER_MAD = 1.4826;

/** The median of some times and their robust deviation, which one late delivery cannot move; undefined for too few. */
export function summarize(times: readonly number[]): LeadTime | undefined {
  if (times.length < ENOUGH) return undefined;
  const middle = median(times);
  return {
    ms: Math.max(1, middle),
    deviationMs: PER_MAD * median(times.map((time) => Math.abs(time - middle))),
  };
}

/** The upper one of the two in the middle where there are two. */
const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
