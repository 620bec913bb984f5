import type { Database } from "../db/client.ts";
import { sweepIntents } from "../order/sweep.ts";
import { decideNeglected } from "../order/surge/neglected.ts";
import { replanAll } from "../replenishment/replan.ts";
import { serveLines } from "../reservation/serve.ts";
import { watch } from "../restock/watch.ts";
import { runEach, runTogether } from "../runEach.ts";
import { forgetOldCustomers } from "./customers.ts";
import { deleteOld } from "./retention.ts";
import { watchDeadLetters } from "./watchDeadLetters.ts";
import { watchLedgers } from "./watchLedgers.ts";
import { watchOutbox } from "./watchOutbox.ts";

type Step = (db: Database) => Promise<unknown>;

/** A step that this process takes at most once in so many milliseconds, whether it succeeds or not. */
function nowAndThen(everyMs: number, step: Step): Step {
  let takenAt = -Infinity;
  return async (db) => {
    const now = performance.now();
    if (now - takenAt < everyMs) return;
    takenAt = now;
    await step(db);
  };
}

/** Milliseconds: a little less than a minute, which no tick keeps exactly. */
const MINUTE = 55_000;
/** Each look hides the dead letters from others for a moment. */
const lookAtDeadLetters = nowAndThen(MINUTE, watchDeadLetters);
/** After the look, which notes what is still there. */
const tidyUp = nowAndThen(MINUTE, deleteOld);

/** Adding up every movement there ever was is no work for each tick; ten minutes, less what a tick may be late. */
const addUpLedgers = nowAndThen(10 * 60_000 - 5_000, watchLedgers);

/** A year need not be kept to the minute. */
const forgetCustomers = nowAndThen(60 * MINUTE, forgetOldCustomers);

/** A stuck outbox is counted now and then while it lasts. */
const lookAtOutbox = nowAndThen(MINUTE, watchOutbox);

/**
 * The watchdog's round: overdue and missing restock orders, measured reorder points, lines that were not served, the
 * intents that a crash left behind, orders of the surge lane whose message was lost, dead letters that operations were
 * not told of, events that are not published, now and then the ledgers, and what is old enough to go. One that fails or
 * hangs holds up no other.
 */
export async function watchOver(db: Database): Promise<void> {
  await runTogether([
    () => watch(db),
    () => replanAll(db),
    () => sweepIntents(db),
    () => decideNeglected(db),
    () => serveLines(db),
    () => runEach([() => lookAtDeadLetters(db), () => tidyUp(db), () => forgetCustomers(db)]),
    () => lookAtOutbox(db),
    () => addUpLedgers(db),
  ]);
}
