import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { type Answer, startHttp } from "../testing.http.ts";
import { createStore } from "../testing.ts";
import { deliverMail, listMail, post } from "./mail.ts";
import { mail } from "./mail.sql.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
let ses: Awaited<ReturnType<typeof startHttp>>;
let answers: Answer[];
beforeAll(async () => {
  ({ db, url, stop } = await createStore());
  ses = await startHttp(() => answers.shift() ?? { body: '{"MessageId":"1"}' });
  vi.stubEnv("AWS_ENDPOINT_URL", ses.url);
});
afterAll(async () => {
  await ses.stop();
  await stop();
});
beforeEach(async () => {
  answers = [];
  await db.delete(mail);
  configure({ from: "shop@donut.example", ops: "ops@donut.example", stage: "production" });
});
afterEach(() => void ses.received.splice(0));

const configure = ({ from, ops, stage }: { from?: string; ops?: string; stage: string }) => {
  vi.stubEnv("SST_Parameter_value_MAIL_FROM", from);
  vi.stubEnv("SST_Parameter_value_OPS_EMAIL", ops);
  vi.stubEnv("SST_STAGE", stage);
};
const write = (subject: string, recipient = "manager@factory.example") =>
  db.transaction((tx) => post(tx, { recipient, subject, text: "도넛 🍩" }));
const sent = () => ses.received.map(({ body }) => JSON.parse(body));
const endLeases = () =>
  db.execute(sql`UPDATE mail SET lease_until = CURRENT_TIMESTAMP(3) - INTERVAL 1 SECOND`);

test("in production a mail goes to its recipient, once", async () => {
  await write("품절");
  expect(await deliverMail(db)).toBe(1);
  expect(sent()).toEqual([
    {
      FromEmailAddress: "shop@donut.example",
      Destination: { ToAddresses: ["manager@factory.example"] },
      Content: {
        Simple: {
          Subject: { Data: "품절", Charset: "UTF-8" },
          Body: { Text: { Data: "도넛 🍩", Charset: "UTF-8" } },
        },
      },
    },
  ]);
  expect(await deliverMail(db)).toBe(0);
  expect(await listMail(db, { limit: 1 })).toMatchObject([
    { to: "manager@factory.example", sentAt: expect.any(String) },
  ]);
});

test("outside production every mail goes to operations, and the store still knows for whom it is", async () => {
  configure({ from: "shop@donut.example", ops: "ops@donut.example", stage: "alice" });
  await write("a");
  await write("b");
  expect(await deliverMail(db)).toBe(2);
  for (const { Destination } of sent()) expect(Destination).toEqual({ ToAddresses: ["ops@donut.example"] });
  expect((await listMail(db, { limit: 1 }))[0]?.to).toBe("manager@factory.example");
});

test.each([
  { why: "there is no sender", ops: "ops@donut.example", stage: "production" },
  { why: "operations have no address outside production", from: "shop@donut.example", stage: "alice" },
])("where $why, mail is stored and not sent", async (settings) => {
  configure(settings);
  await write("kept");
  expect([await deliverMail(db), sent()]).toEqual([0, []]);
  expect(await listMail(db, { limit: 10 })).toMatchObject([{ subject: "kept", sentAt: null }]);
});

test("a mail that SES refuses is tried again later and holds up no other", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  answers = [{ status: 400, body: '{"message":"not verified"}' }];
  await write("refused");
  await db.execute(sql`UPDATE mail SET created_at = created_at - INTERVAL 1 MINUTE`);
  await write("taken");
  expect(await deliverMail(db)).toBe(1);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("not verified"));
  warn.mockRestore();
  expect(await deliverMail(db)).toBe(0);
  await endLeases();
  expect(await deliverMail(db)).toBe(1);
  const rows = await db.select().from(mail).orderBy(mail.mailId);
  expect(rows.map(({ subject, attempts }) => [subject, attempts])).toEqual([
    ["refused", 2],
    ["taken", 1],
  ]);
});

test("a mail whose mark is lost at first is not sent again", async () => {
  let lost = 0;
  const flaky = connect(url, (input, init) =>
    String(init?.body).includes("`sent_at` = CURRENT") && lost++ === 0
      ? Promise.reject(new TypeError("fetch failed"))
      : fetch(input, init),
  );
  await write("once");
  expect(await deliverMail(flaky)).toBe(1);
  await endLeases();
  expect([await deliverMail(db), sent().length, lost]).toEqual([0, 1, 2]);
});

test("a mail that cannot be marked is told as what it is, and holds up no other", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const unmarked = connect(url, (input, init) =>
    String(init?.body).includes("`sent_at` = CURRENT")
      ? Promise.reject(new TypeError("fetch failed"))
      : fetch(input, init),
  );
  await write("a");
  await write("b");
  expect(await deliverMail(unmarked)).toBe(2);
  expect(error.mock.calls).toEqual(["a", "b"].map(() => [expect.stringContaining("will be sent again")]));
  error.mockRestore();
});

test("a mail that could not be sent for a day is given up with a line in the log", async () => {
  const [warn, error] = (["warn", "error"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => undefined),
  );
  answers = [0, 1].map(() => ({ status: 400, body: '{"message":"not verified"}' }));
  await write("refused");
  await deliverMail(db);
  expect([warn?.mock.calls.length, error?.mock.calls.length]).toEqual([1, 0]);
  await endLeases();
  await db.execute(sql`UPDATE mail SET attempts = 10, created_at = created_at - INTERVAL 20 HOUR`);
  await deliverMail(db);
  expect(error?.mock.calls).toEqual([[expect.stringMatching(/given up.*not verified/)]]);
  vi.restoreAllMocks();
  await endLeases();
  await db.execute(sql`UPDATE mail SET created_at = created_at - INTERVAL 5 HOUR`);
  expect([await deliverMail(db), sent().length]).toEqual([0, 2]);
});

test("several at once send each mail once", async () => {
  for (let number = 0; number < 12; number++) await write(String(number));
  const counts = await Promise.all([deliverMail(db), deliverMail(db), deliverMail(db)]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
  const subjects = sent().map(({ Content }) => Content.Simple.Subject.Data);
  expect(new Set(subjects).size).toBe(12);
  expect(subjects).toHaveLength(12);
});

test("mail is listed newest first, page by page", async () => {
  for (const subject of ["1", "2", "3"]) await write(subject);
  const [newest, ...others] = await listMail(db, { limit: 2 });
  expect([newest?.subject, ...others.map(({ subject }) => subject)]).toEqual(["3", "2"]);
  expect(await listMail(db, { limit: 2, cursor: String(others[0]?.id) })).toMatchObject([{ subject: "1" }]);
});
