/** A stream of chance that is the same for the same seed. */
export interface Random {
  readonly seed: number;
  /** A whole number between the two, both included. */
  integer(from: number, to: number): number;
  /** True in a share (0 to 1) of the cases. */
  chance(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** Another stream, which depends on the seed and the name only: what one part draws does not move the others. */
  fork(name: string): Random;
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    seed,
    integer,
    chance: (share) => next() < share,
    pick: (list) => list[integer(0, list.length - 1)] ?? list[0],
    shuffled: (list) =>
      list
        .map((value) => ({ value, order: next() }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ value }) => value),
    fork: (name) => createRandom(hash(`${seed}/${name}`)),
  };
}

/** 32 bits of state are plenty for choosing faults (https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
