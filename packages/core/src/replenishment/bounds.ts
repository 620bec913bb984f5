/** What a factory makes at once: at least, in multiples of, and at most so many units. */
export interface Bounds {
  minimum: number;
  multiple: number;
  maximum: number;
}

/** The largest quantity that a factory with these bounds makes. */
const largest = ({ multiple, maximum }: Bounds) => Math.floor(maximum / multiple) * multiple;

/** Whether there is any quantity within the bounds. */
export const isPossible = (bounds: Bounds) => largest(bounds) >= bounds.minimum;

/** The smallest quantity within the bounds that is enough, or the largest where none is. */
export function bounded(units: number, bounds: Bounds): number {
  const { minimum, multiple } = bounds;
  const enough = Math.ceil(Math.max(units, minimum) / multiple) * multiple;
  return Math.min(enough, largest(bounds));
}
