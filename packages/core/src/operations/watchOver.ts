import type { Database } from "../db/client.ts";
import { sweepIntents } from "../order/intent.ts";
import { watch } from "../restock/watch.ts";
import { runEach } from "../runEach.ts";
import { purge } from "./retention.ts";
import { watchDeadLetters } from "./watchDeadLetters.ts";

/** A little less than a minute, in milliseconds: no tick keeps a minute exactly. */
const MINUTE_MS = 55_000;

/** Does the work at most once a minute, however often it is called. */
function everyMinute(work: (db: Database) => Promise<void>): (db: Database) => Promise<void> {
  let doneAt = -Infinity;
  return async (db) => {
    const now = performance.now();
    if (now - doneAt < MINUTE_MS) return;
    doneAt = now;
    await work(db);
  };
}

/** Not with every tick, as each look hides the dead letters from others for a moment. */
const lookAtDeadLetters = everyMinute(watchDeadLetters);
const tidyUp = everyMinute(purge);

/**
 * The watchdog's round: overdue and missing restock orders, the intents that a crash left behind, dead letters that
 * operations were not told of, and last what is old enough to go.
 */
export async function watchOver(db: Database): Promise<void> {
  await runEach([() => watch(db), () => sweepIntents(db), () => lookAtDeadLetters(db), () => tidyUp(db)]);
}
