import type { Database } from "../db/client.ts";
import { relay } from "../event/outbox.ts";
import { deliverMail } from "../mail/mail.ts";
import { announceOrders } from "../order/announce.ts";

/** Sends out everything that is stored and waiting: events, news of sales, mail. One failing holds up no other. */
export async function drain(db: Database): Promise<void> {
  const results = await Promise.allSettled([relay(db), announceOrders(db), deliverMail(db)]);
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failures.length > 0)
    throw new AggregateError(failures, `Draining failed: ${failures.map(String).join("; ")}`);
}
