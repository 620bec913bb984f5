/** Where the designs are measured. */
export interface Environment {
  name: "plain" | "production";
  title: string;
  /** Milliseconds that each answer of the database takes longer. */
  roundTripMs: number;
  /** Milliseconds that each sync to disk takes longer. */
  syncMs: number;
  /** Options of the database server. */
  options: readonly string[];
  /** Milliseconds a design sells for, in one round. */
  roundMs: number;
}

export const environments: readonly Environment[] = [
  {
    name: "plain",
    title: "this machine as it is",
    roundTripMs: 0,
    syncMs: 0,
    options: [],
    roundMs: 500,
  },
  {
    name: "production",
    title: "production-like",
    roundTripMs: 2,
    syncMs: 1,
    // Statements are replicated, and a commit counts when the log of them is on the disk.
    options: ["--log-bin=binlog", "--sync-binlog=1", "--server-id=1"],
    roundMs: 800,
  },
];
