const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** The value below which a share of the values lie, between neighbours in proportion; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const inOrder = sorted(values);
  const at = (inOrder.length - 1) * share;
  const below = inOrder[Math.floor(at)] ?? NaN;
  const above = inOrder[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/**
 * How many times as much as the reference: the median of the ratios of each round. What slowed the machine in one round
 * slowed both of it, and so falls out. Undefined where the two were not measured in the same rounds.
 */
export function ratio(
  values: readonly number[],
  reference: readonly number[] | undefined,
): number | undefined {
  if (reference === undefined || values.length === 0 || values.length !== reference.length) return undefined;
  return median(values.map((value, round) => value / (reference[round] ?? NaN)));
}
