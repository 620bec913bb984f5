import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { type EventData, storeEvent } from "../event/catalogue.ts";
import { listMail } from "../mail/mail.ts";
import { mail } from "../mail/mail.sql.ts";
import { type Answer, startHttp } from "../testing.http.ts";
import { createStore } from "../testing.ts";
import { alertOperations, type ChannelName } from "./alerts.ts";
import { listIncidents, resolveIncident } from "./incidents.ts";
import { alertChannel, incident } from "./operations.sql.ts";
import { record } from "./record.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
let hook: Awaited<ReturnType<typeof startHttp>>;
let answers: (Answer | (() => Answer))[];
const told = { warn: vi.spyOn(console, "warn"), error: vi.spyOn(console, "error") };
beforeAll(async () => {
  ({ db, url, stop } = await createStore());
  hook = await startHttp(() => {
    const answer = answers.shift() ?? {};
    return typeof answer === "function" ? answer() : answer;
  });
});
afterAll(async () => {
  await hook.stop();
  await stop();
});
beforeEach(async () => {
  answers = [];
  hook.received.splice(0);
  for (const spy of Object.values(told)) spy.mockReset().mockImplementation(() => undefined);
  for (const table of [incident, alertChannel, mail]) await db.delete(table);
  configure({ email: "ops@donut.example", webhook: `${hook.url}/services/secret` });
});

function configure({ email, webhook }: { email?: string; webhook?: string }) {
  vi.stubEnv("SST_Parameter_value_OPS_EMAIL", email);
  vi.stubEnv("SST_Parameter_value_OPS_WEBHOOK_URL", webhook);
}
/** Has something reported, and returns what it is about. */
async function raise(given: Partial<EventData<"incident.raised">> = {}) {
  const about = given.about ?? newId();
  const data = { kind: "restock_overdue", severity: "warning", message: "late", ...given, about } as const;
  await record(db, storeEvent("incident.raised", { subject: about, correlationId: newId() }, data));
  return about;
}
async function resolve() {
  const [latest] = await listIncidents(db, { limit: 1 });
  await resolveIncident(db, String(latest?.id));
}
const channels = ["mail", "webhook"] as const;
const alert = async (on: Database = db) => {
  for (const channel of channels) await alertOperations(on, channel);
};
const age = (hours: number) =>
  db.execute(sql`UPDATE incident SET created_at = created_at - INTERVAL ${hours} HOUR`);
const endPauses = () => db.execute(sql`UPDATE alert_channel SET free_at = CURRENT_TIMESTAMP(3)`);
/** Minutes, begun ones included, until the next message of a channel may go out. */
async function pauseOf(channel: ChannelName) {
  const { rows } = await db.execute(sql`
    SELECT TIMESTAMPDIFF(SECOND, CURRENT_TIMESTAMP(3), free_at) AS seconds FROM alert_channel WHERE name = ${channel}`);
  return Math.ceil(Number(Object(rows[0]).seconds) / 60);
}
const mails = async () => (await listMail(db, { limit: 100 })).toReversed();
const posts = (): string[] => hook.received.map(({ body }) => JSON.parse(body).text);

test("an incident is told at once in both channels, once, with what it is and what to do", async () => {
  const restockId = newId();
  const given = { kind: "restock_failed", severity: "critical", message: "never came" } as const;
  const about = await raise({ ...given, sku: "CP-1", restockId });
  await raise({ ...given, sku: "CP-1", restockId, about });
  await alert();
  await endPauses();
  await raise({ ...given, sku: "CP-1", restockId, about });
  await alert();
  const text = [
    `critical: restock_failed, 2 times, CP-1, restock order ${restockId}`,
    "never came",
    "To do: Call the factory's manager: the product stays sold out until goods arrive. See docs/operations.md#restock_failed",
  ].join("\n");
  const subject = "[Donut States test] critical, act now: restock_failed";
  expect(await mails()).toMatchObject([
    { to: "ops@donut.example", subject, text: expect.stringContaining(text) },
  ]);
  expect(posts()).toEqual([expect.stringContaining(`*${subject}*\n\n${text}`)]);
});

test("what comes within a minute of a message waits, and is one digest, the gravest first, that counts the rest", async () => {
  await raise();
  await alert();
  expect([await pauseOf("mail"), await pauseOf("webhook")]).toEqual([1, 1]);
  await db.execute(sql`UPDATE alert_channel SET free_at = free_at + INTERVAL 1 HOUR`);
  for (let number = 0; number < 13; number++) await raise();
  await raise({ kind: "dead_letter", severity: "critical", message: "poison" });
  await alert();
  expect([await mails(), posts()]).toMatchObject([{ length: 1 }, { length: 1 }]);
  await endPauses();
  await alert();
  const [, digest, ...others] = await mails();
  expect(others).toEqual([]);
  expect(digest?.subject).toBe("[Donut States test] critical, act now: dead_letter (+13)");
  expect(digest?.text).toMatch(/^critical: dead_letter[^]+\n\nAnd 4 more: 4 restock_overdue\.\n\n/);
  expect(digest?.text.match(/^To do: /gm)).toHaveLength(10);
  expect(posts()[1]).toBe(`*${digest?.subject}*\n\n${digest?.text}`);
});

test("an incident that comes again after it was resolved is told again, one that was resolved untold is not", async () => {
  const about = await raise();
  await alert();
  await resolve();
  await raise({ about, message: "again" });
  await endPauses();
  await alert();
  expect(posts()[1]).toContain("again");
  await resolve();
  await raise({ about, message: "settled" });
  await resolve();
  await endPauses();
  await alert();
  expect([await mails(), posts()]).toMatchObject([{ length: 2 }, { length: 2 }]);
});

test("several relays at once send one message", async () => {
  for (let round = 1; round <= 3; round++) {
    await raise();
    await Promise.all(Array.from({ length: 6 }, () => alert()));
    expect([await mails(), posts()]).toMatchObject([{ length: round }, { length: round }]);
    await endPauses();
  }
});

test("a relay that was held up tells nothing that another has told meanwhile", async () => {
  let isHeldUp = true;
  const heldUp = connect(url, async (input, init) => {
    if (isHeldUp && String(init?.body).includes("SET free_at")) {
      isHeldUp = false;
      await alertOperations(db, "webhook");
      await endPauses();
    }
    return fetch(input, init);
  });
  await raise();
  await alertOperations(heldUp, "webhook");
  expect([isHeldUp, posts()]).toMatchObject([false, { length: 1 }]);
});

test("a webhook that fails is tried again after pauses that double, holds up no mail, and is named nowhere", async () => {
  answers = Array.from({ length: 6 }, () => ({ status: 500, body: `no ${hook.url}` }));
  await raise();
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    await alert();
    await alert();
    pauses.push(await pauseOf("webhook"));
    await endPauses();
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 16]);
  expect(posts()).toHaveLength(6);
  expect(await mails()).toHaveLength(1);
  await raise({ message: "since then" });
  await alert();
  expect(posts()[6]).toContain("restock_overdue (+1)");
  expect(await pauseOf("webhook")).toBe(1);
  const lines = told.warn.mock.calls.flat().join("\n");
  expect(lines.match(/The webhook answered 500/g)).toHaveLength(6);
  expect(lines).not.toContain(new URL(hook.url).host);
});

test("what could not be told for a day is given up with one line, and the rest is told", async () => {
  answers = [{ status: 503 }];
  await raise();
  await raise({ kind: "late_receipt" });
  await alertOperations(db, "webhook");
  await age(25);
  await endPauses();
  await raise({ message: "young" });
  await alertOperations(db, "webhook");
  await endPauses();
  await alertOperations(db, "webhook");
  expect(told.error.mock.calls).toEqual([[expect.stringContaining('"channel":"webhook","count":2')]]);
  expect(posts()).toHaveLength(2);
  expect(posts()[1]).toContain("young");
  expect(posts()[1]).not.toContain("late_receipt");
});

test("who dies after sending has it sent again after the minute: at least once", async () => {
  let dead = false;
  const dying = connect(url, (input, init) =>
    dead ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init),
  );
  answers = [
    () => {
      dead = true;
      return {};
    },
  ];
  await raise();
  await expect(alertOperations(dying, "webhook")).rejects.toThrow("Failed query");
  await alert();
  expect(posts()).toHaveLength(1);
  await endPauses();
  await alert();
  await endPauses();
  await alert();
  expect(posts()).toHaveLength(2);
});

test("a channel that is off tells nothing, and one that is switched on no old news", async () => {
  configure({});
  await raise({ message: "old" });
  await alert();
  await age(25);
  await raise({ message: "young" });
  await alert();
  expect([await mails(), posts(), await db.select().from(alertChannel)]).toEqual([[], [], []]);
  configure({ email: "ops@donut.example" });
  await alert();
  expect((await mails()).map(({ text }) => text)).toEqual([expect.stringContaining("young")]);
  expect(posts()).toEqual([]);
});

test("a wrong webhook is named by its variable, never by its value", async () => {
  await raise();
  configure({ email: "ops@donut.example", webhook: "http://hooks.example/secret" });
  await expect(alertOperations(db, "webhook")).rejects.toEqual(
    new Error(
      "Configuration is wrong: OPS_WEBHOOK_URL must be an https:// URL without user and password, http:// only on this machine",
    ),
  );
});
