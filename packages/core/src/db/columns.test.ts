import { eq, sql } from "drizzle-orm";
import { v4 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outbox } from "../event/event.sql.ts";
import { storeEvent } from "../event/catalogue.ts";
import { createStore } from "../testing.ts";
import type { Database } from "./client.ts";
import { fromNow, newId } from "./columns.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());

const store = async (eventId: string, text: string, sentAt: Date | null = null) => {
  const about = { subject: text, correlationId: "c", id: eventId };
  const body = storeEvent("order.refused", about, { sku: text, quantity: 1, stock: 0 });
  await db.insert(outbox).values({ eventId, type: body.type, body, sentAt });
  const [row] = await db.select().from(outbox).where(eq(outbox.eventId, eventId));
  return { row, body };
};

test.each([
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "00ff80c3-2722-5c00-8a0d-1a5b27005c22",
  newId(),
  v4(),
])("the id %s comes back as it was stored", async (id) => {
  const { row } = await store(id, "x");
  expect(row?.eventId).toBe(id);
});

test("ids are ordered by time, in the database too", async () => {
  const ids = Array.from({ length: 50 }, newId);
  for (const id of ids.toReversed()) await store(id, "order");
  const rows = await db
    .select()
    .from(outbox)
    .where(sql`type = 'order.refused'`)
    .orderBy(outbox.eventId);
  expect(rows.filter(({ body }) => body.subject === "order").map(({ eventId }) => eventId)).toEqual(ids);
});

test.each(["도넛 🍩", `'; DROP TABLE outbox; --`, 'back\\slash "quotes" \n\t\u0000 %s ? :v1'])(
  "the text %j comes back as it was stored",
  async (text) => {
    const { row, body } = await store(newId(), text);
    expect(row?.body).toEqual(body);
  },
);

test("a time keeps its milliseconds and is UTC", async () => {
  const at = new Date("2026-02-03T04:05:06.789Z");
  const before = Date.now();
  const { row } = await store(newId(), "time", at);
  expect(row?.sentAt).toEqual(at);
  expect(Number(row?.createdAt)).toBeGreaterThanOrEqual(before);
  expect(Number(row?.createdAt)).toBeLessThanOrEqual(Date.now());
});

test.each([1_500, -1_500, 0, 86_400_000])("%d ms from now is what the database says it is", async (ms) => {
  const { rows } = await db.execute(
    sql`SELECT TIMESTAMPDIFF(MICROSECOND, CURRENT_TIMESTAMP(3), ${fromNow(ms)}) AS apart`,
  );
  expect(rows).toEqual([{ apart: String(ms * 1_000) }]);
});
