import { inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { type Hop, hop } from "../schema.ts";
import { mail } from "./mail.sql.ts";

/** The mail that some stories caused: neither to whom it went nor what it says, which is in the reader's languages. */
export async function mailHops(db: Database, correlationIds: readonly string[]): Promise<Hop[]> {
  const rows = await db
    .select({ mailId: mail.mailId, createdAt: mail.createdAt, sentAt: mail.sentAt })
    .from(mail)
    .where(inArray(mail.correlationId, [...correlationIds]))
    .orderBy(mail.mailId);
  return rows.flatMap(({ mailId, createdAt, sentAt }) => [
    ...hop(createdAt, "mail", `to the manager of the advertising, ${mailId}`, "written"),
    ...hop(sentAt, "mail", `to the manager of the advertising, ${mailId}`, "sent"),
  ]);
}
