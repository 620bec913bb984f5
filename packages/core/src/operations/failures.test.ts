import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { createStore, eventsOf, toldOf, uniqueSku } from "../testing.ts";
import { findFailures, recordFailure } from "./failures.ts";
import { listIncidents } from "./incidents.ts";
import { record } from "./record.ts";

let db: Database;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(() => stop());
afterEach(() => void vi.stubEnv("MAX_RECEIVE_COUNT", undefined));

const fail = (messageId: string, receiveCount: number, reason: string) =>
  recordFailure(db, { messageId, queue: "factory", reason, receiveCount, correlationId: "story" });

const reasonsOf = async (...messageIds: string[]) =>
  new Map([...(await findFailures(db, messageIds))].map(([id, { reason }]) => [id, reason]));

test("the last reason of a message is kept", async () => {
  const [one, two] = [newId(), newId()];
  await fail(one, 1, "first");
  await fail(one, 2, "second");
  await fail(two, 1, "한글 🍩");
  expect(await reasonsOf(one, two, newId())).toEqual(
    new Map([
      [one, "second"],
      [two, "한글 🍩"],
    ]),
  );
  expect(await reasonsOf()).toEqual(new Map());
});

test("the failure after which SQS gives up is an incident, and none before", async () => {
  const why = `answered ${uniqueSku()}`;
  for (const count of [1, 2, 3, 4]) await fail("m", count, why);
  expect(await toldOf(db, `factory: ${why}`, "incident.raised")).toEqual([]);
  await fail("m", 5, why);
  expect(await eventsOf(db, `factory: ${why}`)).toMatchObject([
    { correlationid: "story", data: { kind: "dead_letter", severity: "critical" } },
  ]);
});

test("the configured receive count decides", async () => {
  vi.stubEnv("MAX_RECEIVE_COUNT", "2");
  const why = uniqueSku();
  await fail("n", 1, why);
  expect(await toldOf(db, `factory: ${why}`, "incident.raised")).toEqual([]);
  await fail("n", 2, why);
  expect(await toldOf(db, `factory: ${why}`, "incident.raised")).toHaveLength(1);
});

test("a reason of any length becomes an incident that can be kept", async () => {
  const why = `${uniqueSku()}${"긴 이유 🍩".repeat(1_000)}`;
  await fail("long", 5, why);
  const [event] = await eventsOf(db, `factory: ${why}`.slice(0, 120));
  if (!event) throw new Error("no incident was raised");
  await record(db, event);
  expect(await listIncidents(db, { kind: "dead_letter", limit: 10 })).toHaveLength(1);
  expect((await reasonsOf("long")).get("long")).toBe(why);
});

test("the same trouble with another order is the same incident", async () => {
  const why = uniqueSku();
  for (const id of [newId(), newId().toUpperCase()])
    await fail(id, 5, `${why}: there is no restock order ${id}`);
  const about = `factory: ${why}: there is no restock order …`;
  expect(await toldOf(db, about, "incident.raised")).toHaveLength(2);
  for (const event of await eventsOf(db, about)) await record(db, event);
  const found = await listIncidents(db, { kind: "dead_letter", limit: 10 });
  expect(found.filter(({ message }) => message.includes(why))).toMatchObject([{ count: 2 }]);
});
