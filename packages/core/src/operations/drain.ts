import type { Database } from "../db/client.ts";
import { relay } from "../event/outbox.ts";
import { deliverMail } from "../mail/mail.ts";
import { announceOrders } from "../order/announce.ts";
import { runEach, runTogether } from "../runEach.ts";
import { alertOperations } from "./alerts.ts";

/**
 * Sends out everything that is stored and waiting: events and news of sales, mail, alerts. One that fails or hangs holds
 * up no other.
 */
export async function drain(db: Database): Promise<void> {
  await runTogether([
    () => runEach([() => relay(db), () => announceOrders(db)]),
    () => runEach([() => alertOperations(db, "mail"), () => deliverMail(db)]),
    () => alertOperations(db, "webhook"),
  ]);
}
