/**
 * When each of `buyers` comes, in milliseconds from the opening, in order, all before `withinMs`: independent of each
 * other, so that some moments are crowded and some are not (a Poisson process of which the number is known).
 * `random` gives numbers from 0 to 1, without 1.
 */
export function arrivals(buyers: number, withinMs: number, random: () => number): number[] {
  return Array.from({ length: buyers }, () => random() * withinMs).toSorted((one, other) => one - other);
}

/** A source of random numbers from 0 to 1 that the same seed, a whole number from 1, makes again: Marsaglia's xorshift of 32 bits. */
export function seeded(seed: number): () => number {
  // Small seeds begin with small numbers: spread over all bits first.
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
