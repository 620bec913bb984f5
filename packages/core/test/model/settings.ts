import type { Parameters } from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** What `FC_SEED`, `FC_RUNS` and `FC_PATH` ask for; vitest.config.ts reads them. */
    fastCheck: { seed: number; numRuns?: number; path?: string };
  }
}

/** A property's parameters: so many runs, unless more are asked for. A failure prints its seed and path. */
export const runs = <T>(numRuns: number): Parameters<T> => ({ numRuns, ...inject("fastCheck") });
