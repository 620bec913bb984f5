import { readOptions } from "./options.ts";
import { select } from "./selection.ts";
import { hold, type Verdict } from "./trial.ts";

/** Holds the one trial that its command line names, and sends its verdict to the process that forked it; exits with 130 when interrupted. */
const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ending.abort());
// Whoever wants the verdict is gone.
process.once("disconnect", () => ending.abort());

const [trial] = select(readOptions(process.argv.slice(2)));
if (trial === undefined) throw new Error("There is no trial to hold");
const verdict: Verdict = await hold(trial, ending.signal).catch((error: unknown) => {
  // Whatever failed then was broken off with us: Ctrl-C reaches the store and its database as well.
  if (ending.signal.aborted) process.exit(130);
  throw error;
});
// A request that nobody waits for any more is no reason to stay.
process.send?.(verdict, () => process.exit());
