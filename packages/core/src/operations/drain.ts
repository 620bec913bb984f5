import type { Database } from "../db/client.ts";
import { relay } from "../event/outbox.ts";
import { deliverMail } from "../mail/mail.ts";
import { announceOrders } from "../order/announce.ts";
import { runEach } from "../runEach.ts";

/** Sends out everything that is stored and waiting: events, news of sales, mail. One failing holds up no other. */
export async function drain(db: Database): Promise<void> {
  await runEach([() => relay(db), () => announceOrders(db), () => deliverMail(db)]);
}
