import type { Database } from "../db/client.ts";
import { sweepIntents } from "../order/intent.ts";
import { runEach } from "../runEach.ts";
import { watch } from "../restock/watch.ts";

/** The watchdog's round: overdue and missing restock orders, then the intents that a crash left behind. */
export async function watchOver(db: Database): Promise<void> {
  await runEach([() => watch(db), () => sweepIntents(db)]);
}
