/** Chance, as far as it decides an order. */
export interface Shuffler {
  shuffled<T>(list: readonly T[]): T[];
}
