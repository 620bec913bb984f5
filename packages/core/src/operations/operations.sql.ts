import { index, int, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { at, jsonText, now, uuid } from "../db/columns.ts";
import { incidentKinds, severities, type StoreEvent } from "../event/catalogue.ts";

/** Everything that operations received, once per event. */
export const feed = mysqlTable(
  "feed",
  {
    eventId: uuid("event_id").primaryKey(),
    type: varchar("type", { length: 64 }).notNull(),
    correlationId: varchar("correlation_id", { length: 64 }).notNull(),
    body: jsonText("body").$type<StoreEvent>().notNull(),
    receivedAt: at("received_at").notNull().default(now),
  },
  (table) => [
    index("ix_feed_type").on(table.type, table.receivedAt),
    index("ix_feed_correlation").on(table.correlationId),
    index("ix_feed_received").on(table.receivedAt),
  ],
);

export const incident = mysqlTable(
  "incident",
  {
    incidentId: uuid("incident_id").primaryKey(),
    kind: mysqlEnum("kind", incidentKinds).notNull(),
    severity: mysqlEnum("severity", severities).notNull(),
    status: mysqlEnum("status", ["open", "resolved"]).notNull().default("open"),
    sku: varchar("sku", { length: 64 }),
    restockId: uuid("restock_id"),
    message: varchar("message", { length: 1000 }).notNull(),
    /** How often it happened while open. */
    count: int("count").notNull().default(1),
    /** What makes two reports the same incident; NULL once resolved, so that a new one opens. */
    openKey: varchar("open_key", { length: 160 }),
    createdAt: at("created_at").notNull().default(now),
    resolvedAt: at("resolved_at"),
    /** When the channel `mail` was done with it, by telling or, a day later, by giving it up; NULL: not yet. */
    mailedAt: at("mailed_at"),
    /** The same of the channel `webhook`. */
    postedAt: at("posted_at"),
  },
  (table) => [
    uniqueIndex("uq_incident_open").on(table.openKey),
    index("ix_incident_kind").on(table.kind, table.incidentId),
    index("ix_incident_mailed").on(table.status, table.mailedAt),
    index("ix_incident_posted").on(table.status, table.postedAt),
    index("ix_incident_resolved").on(table.resolvedAt),
  ],
);

/** A way by which operations are told of incidents. */
export const alertChannel = mysqlTable("alert_channel", {
  name: varchar("name", { length: 16 }).primaryKey(),
  /** Until then no message goes out: one relay is sending, or has just sent, or failed to. */
  freeAt: at("free_at").notNull().default(now),
  /** Messages that were begun since the last one that arrived. */
  attempts: int("attempts").notNull().default(0),
});

/** Why a message could not be processed: the reason shown beside it in the dead-letter queue. */
export const failure = mysqlTable(
  "failure",
  {
    messageId: varchar("message_id", { length: 100 }).primaryKey(),
    queue: varchar("queue", { length: 32 }).notNull(),
    reason: text("reason").notNull(),
    receiveCount: int("receive_count").notNull(),
    failedAt: at("failed_at").notNull().default(now),
    /** When the message failed, or was last found among the dead letters, to a day. */
    seenAt: at("seen_at").notNull().default(now),
    /** The story it belongs to, as far as the message tells: of a receipt it is the restock order's id. */
    correlationId: varchar("correlation_id", { length: 64 }),
    /** When operations were told that it is a dead letter; NULL: not yet. */
    toldAt: at("told_at"),
  },
  (table) => [
    index("ix_failure_correlation").on(table.correlationId),
    index("ix_failure_seen").on(table.seenAt),
  ],
);
