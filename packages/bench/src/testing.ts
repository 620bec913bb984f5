import type { Results, Row } from "./result.ts";

/** For tests: a design that answered so fast, round by round. */
export const rowOf = (subject: string, perSecond: readonly number[], given: Partial<Row> = {}): Row => ({
  subject,
  scope: "at the database",
  kind: "ours",
  isHeld: true,
  rounds: perSecond.map((speed) => ({
    perSecond: speed,
    p50: 1,
    p99: 2,
    answers: speed,
    sold: speed,
    refused: 0,
    failed: 0,
    lost: 0,
    oversold: 0,
  })),
  ...given,
});

/** For tests: what a run found in one cell. */
export const resultsOf = (rows: Row[], given: Partial<Results> = {}): Results => ({
  command: "pnpm bench",
  at: "2026-01-31T12:00:00.000Z",
  machine: ["a machine"],
  environments: [{ name: "plain", title: "as it is", about: "No delay." }],
  cells: [{ environment: "plain", scenario: "ample", clients: 64, rows }],
  loop: undefined,
  broken: [],
  ...given,
});
