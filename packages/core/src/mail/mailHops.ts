import { inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { type Hop, hop } from "../schema.ts";
import { mail } from "./mail.sql.ts";

/** The mail that some stories caused; not to whom it went. */
export async function mailHops(db: Database, correlationIds: readonly string[]): Promise<Hop[]> {
  const rows = await db
    .select({ subject: mail.subject, createdAt: mail.createdAt, sentAt: mail.sentAt })
    .from(mail)
    .where(inArray(mail.correlationId, [...correlationIds]))
    .orderBy(mail.mailId);
  return rows.flatMap(({ subject, createdAt, sentAt }) => [
    ...hop(createdAt, "mail", subject, "written"),
    ...hop(sentAt, "mail", subject, "sent"),
  ]);
}
