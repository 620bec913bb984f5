import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { createStore } from "../testing.ts";
import { listIncidents } from "./incidents.ts";
import { watchOutbox } from "./watchOutbox.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const stuck = () => listIncidents(db, { kind: "outbox_stuck", limit: 10 });

test("events that nobody takes are one incident, which needs no topic itself; fresh ones are none", async () => {
  const event = storeEvent(
    "stock.empty",
    { subject: "T", correlationId: newId() },
    { sku: "T", stock: 0, restockId: null },
  );
  await db
    .insert(outbox)
    .values({ eventId: event.id, type: event.type, correlationId: event.correlationid, body: event });
  await watchOutbox(db);
  expect(await stuck()).toEqual([]);
  await db.execute(sql`UPDATE outbox SET created_at = created_at - INTERVAL 3 MINUTE`);
  await watchOutbox(db);
  await watchOutbox(db);
  expect(await stuck()).toMatchObject([
    {
      severity: "critical",
      status: "open",
      count: 2,
      message: expect.stringMatching(/waited for 1[89]\d s/),
    },
  ]);
  expect(await db.select().from(outbox)).toHaveLength(1);
});
