import { index, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { at, jsonText, now, uuid } from "../db/columns.ts";
import type { StoreEvent } from "./catalogue.ts";

/** Events stored with the data they tell of, until they have been published. */
export const outbox = mysqlTable(
  "outbox",
  {
    eventId: uuid("event_id").primaryKey(),
    type: varchar("type", { length: 64 }).notNull(),
    /** The story it belongs to; the store itself always names one. */
    correlationId: varchar("correlation_id", { length: 64 }),
    body: jsonText("body").$type<StoreEvent>().notNull(),
    createdAt: at("created_at").notNull().default(now),
    /** Until then one publisher owns the row; a new row belongs to whoever wrote it. */
    leaseUntil: at("lease_until"),
    /** The relay run that owns it. */
    claim: uuid("claim"),
    sentAt: at("sent_at"),
  },
  (table) => [
    index("ix_outbox_unsent").on(table.sentAt, table.createdAt),
    index("ix_outbox_claim").on(table.claim),
    index("ix_outbox_correlation").on(table.correlationId),
  ],
);
