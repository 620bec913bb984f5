import type { Database } from "../db/client.ts";
import { sweepIntents } from "../order/intent.ts";
import { watch } from "../restock/watch.ts";
import { runEach } from "../runEach.ts";
import { watchDeadLetters } from "./watchDeadLetters.ts";

/** Milliseconds between two looks at the dead letters: a little less than a minute, which no tick keeps exactly. */
const LOOK_EVERY_MS = 55_000;

let lookedAt = -Infinity;

/** At most once a minute, as each look hides the dead letters from others for a moment. */
async function lookAtDeadLetters(db: Database): Promise<void> {
  const now = performance.now();
  if (now - lookedAt < LOOK_EVERY_MS) return;
  lookedAt = now;
  await watchDeadLetters(db);
}

/**
 * The watchdog's round: overdue and missing restock orders, the intents that a crash left behind, then dead letters that
 * operations were not told of.
 */
export async function watchOver(db: Database): Promise<void> {
  await runEach([() => watch(db), () => sweepIntents(db), () => lookAtDeadLetters(db)]);
}
