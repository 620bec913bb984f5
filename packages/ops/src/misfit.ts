import type { Ledger } from "./api.ts";

export type Misfit = Ledger["movements"][number] & { why: string };

/**
 * The first movement that cannot have happened as the ledger says: one that is there twice, or that takes units which
 * were not there. Undefined where none stands out, as when a row is missing.
 */
export function misfit({ expected, movements }: Pick<Ledger, "expected" | "movements">): Misfit | undefined {
  const seen = new Set<string>();
  // Only the latest movements are shown; what came before them is in the level they start from.
  let level = movements.reduce((rest, { delta }) => rest - delta, expected);
  for (const row of movements.toReversed()) {
    level += row.delta;
    if (seen.has(row.source)) return { ...row, why: "which is in the ledger twice" };
    if (level < 0 && row.delta < 0) return { ...row, why: `after which the stock would be ${level}` };
    seen.add(row.source);
  }
  return undefined;
}
