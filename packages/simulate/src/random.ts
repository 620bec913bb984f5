import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of chance that is the same for the same seed. */
export interface Random {
  /** At least 0, less than 1. */
  uniform: () => number;
  /** How long it takes to something that happens once in so long on average. */
  exponential: (mean: number) => number;
  /** A gamma distribution of a whole shape: the sum of so many exponential times; its variation is 1 / sqrt(shape). */
  gamma: (shape: number, mean: number) => number;
}

/** The first numbers of neighbouring seeds are alike: so many are thrown away. */
const ALIKE = 64;

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  for (let drawn = 0; drawn < ALIKE; drawn++) generator.next();
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  const exponential = (mean: number) => -mean * Math.log(1 - uniform());
  const gamma = (shape: number, mean: number) => {
    let sum = 0;
    for (let part = 0; part < shape; part++) sum += exponential(mean / shape);
    return sum;
  };
  return { uniform, exponential, gamma };
}
