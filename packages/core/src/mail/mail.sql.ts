import { index, int, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { at, now, uuid } from "../db/columns.ts";

/** Mail as rows, written in the transaction that caused them and drained like the outbox. */
export const mail = mysqlTable(
  "mail",
  {
    mailId: uuid("mail_id").primaryKey(),
    recipient: varchar("recipient", { length: 255 }).notNull(),
    subject: varchar("subject", { length: 255 }).notNull(),
    text: text("text").notNull(),
    /** The story that it belongs to; null where another row tells of it, or several stories are in it. */
    correlationId: varchar("correlation_id", { length: 64 }),
    createdAt: at("created_at").notNull().default(now),
    attempts: int("attempts").notNull().default(0),
    leaseUntil: at("lease_until"),
    sentAt: at("sent_at"),
  },
  (table) => [
    index("ix_mail_unsent").on(table.sentAt, table.createdAt),
    index("ix_mail_correlation").on(table.correlationId),
  ],
);
