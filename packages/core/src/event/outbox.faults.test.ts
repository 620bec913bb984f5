import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { startFaultySns } from "./testing.sns.ts";
import { createStore } from "../testing.ts";
import { outbox } from "./event.sql.ts";
import { commit, relay } from "./outbox.ts";
import { withoutLimit } from "./testing.patient.ts";
import { within } from "../within.ts";

vi.mock("@aws-sdk/client-sns", async (load) => (await import("./testing.patient.ts")).patientSns(load));
vi.mock("../db/columns.ts", async (load) => (await import("./testing.patient.ts")).patientLeases(load));
vi.mock("../within.ts", { spy: true });

let db: Database;
let url: string;
let stop: () => Promise<void>;
let sns: Awaited<ReturnType<typeof startFaultySns>>;
beforeAll(async () => {
  ({ db, url, stop } = await createStore());
  sns = await startFaultySns();
});
afterAll(async () => {
  await sns.stop();
  await stop();
});

let warn: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  await db.delete(outbox);
  Object.assign(sns, { verdicts: [], taken: [], calls: 0 });
  vi.mocked(within).mockReset().mockImplementation(withoutLimit);
  warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => warn.mockRestore());

const tell = (count = 1) =>
  commit(db, newId(), async (unit) => {
    for (let quantity = 1; quantity <= count; quantity++)
      unit.emit("order.refused", "S", { sku: "S", quantity, stock: 0 });
  });
const ids = async (where = sql`TRUE`) =>
  (await db.select().from(outbox).where(where).orderBy(outbox.eventId)).map(({ eventId }) => eventId);
const unsent = () => ids(sql`sent_at IS NULL`);
const endLeases = () => db.execute(sql`UPDATE outbox SET lease_until = NULL WHERE sent_at IS NULL`);

test("what SNS refuses stays in the outbox, is warned about, and is the relay's after the lease", async () => {
  sns.verdicts = ["fail"];
  await tell();
  expect(await unsent()).toHaveLength(1);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("events are left to the relay"));
  expect(await relay(db)).toBe(0);
  await endLeases();
  expect(await relay(db)).toBe(1);
  expect([await unsent(), sns.taken]).toEqual([[], await ids()]);
});

test("a broker that hangs delays a request by a second, and a late answer still counts", async () => {
  vi.mocked(within).mockReset(); // as it really is
  sns.verdicts = ["hang"];
  await tell();
  expect(within).toHaveBeenCalledExactlyOnceWith(1_000, expect.anything());
  expect(await unsent()).toHaveLength(1);
  // On a slow machine the second may have passed before the broker was reached.
  await expect.poll(() => sns.calls, { timeout: 120_000 }).toBe(1);
  sns.drop();
  await expect.poll(unsent, { timeout: 120_000 }).toEqual([]);
  expect(sns.taken).toEqual(await ids());
});

test("of a batch that SNS takes in part, the rest is sent later and named", async () => {
  sns.verdicts = [(batch) => batch.slice(1)];
  await tell(3);
  const [left, ...others] = await unsent();
  expect(others).toEqual([]);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining(String(left)));
  await endLeases();
  expect(await relay(db)).toBe(1);
  expect(sns.taken.toSorted()).toEqual(await ids());
});

test("what went out before a batch failed does not go out again", async () => {
  sns.verdicts = ["all", "all", "fail"];
  await tell(25);
  expect(await unsent()).toHaveLength(5);
  await endLeases();
  expect(await relay(db)).toBe(5);
  expect(sns.taken).toEqual(await ids());
});

test("a relay that dies between publishing and marking publishes again", async () => {
  sns.verdicts = ["fail"];
  await tell(2);
  await endLeases();
  const dying = connect(url, async (input, init) => {
    if (String(init?.body).includes("`sent_at` = ")) throw new TypeError("fetch failed");
    return fetch(input, init);
  });
  await expect(relay(dying)).rejects.toThrow("Failed query");
  expect(await unsent()).toHaveLength(2);
  expect(await relay(db)).toBe(0);
  await endLeases();
  expect(await relay(db)).toBe(2);
  const each = await ids();
  expect(sns.taken).toEqual([...each, ...each]);
});

test("the relay fails loudly while SNS does", async () => {
  sns.verdicts = ["fail", "fail"];
  await tell();
  await endLeases();
  await expect(relay(db)).rejects.toMatchObject({ name: "Down" });
  expect(await unsent()).toHaveLength(1);
});
