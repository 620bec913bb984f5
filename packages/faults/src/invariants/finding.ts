import type { Evidence } from "../evidence/evidence.ts";

/** What is wrong, in a sentence, and the first row that shows it. */
export interface Finding {
  what: string;
  row: unknown;
}

export type Invariant = (evidence: Evidence) => Finding | undefined;

/** The first of these rows that does not fit, as a finding. */
export function first<T>(rows: readonly T[], wrong: (row: T) => string | undefined): Finding | undefined {
  for (const row of rows) {
    const what = wrong(row);
    if (what !== undefined) return { what, row };
  }
  return undefined;
}

/** The first check that finds something. */
export const either =
  (...checks: Invariant[]): Invariant =>
  (evidence) => {
    for (const check of checks) {
      const finding = check(evidence);
      if (finding) return finding;
    }
    return undefined;
  };

export const sum = <T>(rows: readonly T[], units: (row: T) => number) =>
  rows.reduce((total, row) => total + units(row), 0);

export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
