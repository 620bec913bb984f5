import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { commit, republish } from "../event/outbox.ts";
import { listMail, post } from "../mail/mail.ts";
import { checkout } from "../order/checkout.ts";
import { orders } from "../order/order.sql.ts";
import { startHttp } from "../testing.http.ts";
import { addProduct, createStore } from "../testing.ts";
import { drain } from "./drain.ts";
import { record } from "./record.ts";
import { summarize } from "./summary.ts";

let db: Database;
let stop: () => Promise<void>;
let aws: Awaited<ReturnType<typeof startHttp>>;
let hook: Awaited<ReturnType<typeof startHttp>>;
let sesIsReady: Promise<unknown> | undefined;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  aws = await startHttp(async ({ path }) => {
    if (!path.startsWith("/v2/email")) return { status: 403, body: "<ErrorResponse/>" };
    await sesIsReady;
    return { body: '{"MessageId":"1"}' };
  });
  hook = await startHttp(() => "nothing");
  vi.stubEnv("AWS_ENDPOINT_URL", aws.url);
  configure("MAIL_FROM", "shop@donut.example");
  configure("OPS_EMAIL", "ops@donut.example");
});
afterAll(async () => {
  await Promise.all([aws.stop(), hook.stop()]);
  await stop();
});

const mailed = () => aws.received.filter(({ body }) => body.includes("late_receipt")).length;
const configure = (parameter: string, value: string) => vi.stubEnv(`SST_Parameter_value_${parameter}`, value);

test("while SNS refuses, mail goes out, and the failure is not hidden", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const { sku } = await addProduct(db, { stock: 5 });
  await checkout(db, { sku, quantity: 1 }, { correlationId: newId() });
  await commit(db, newId(), async (unit) => {
    unit.emit("order.refused", sku, { sku, quantity: 1, stock: 0 });
    await post(unit.tx, { recipient: "a@b.example", subject: "s", text: "t" });
  });
  expect(warn).toHaveBeenCalledTimes(1);
  warn.mockRestore();
  await expect(drain(db)).rejects.toBeInstanceOf(AggregateError);
  expect(await summarize(db)).toMatchObject({ outbox: { waiting: 1 }, mail: { waiting: 0 } });
  expect(await republish(db, 60_000)).toBe(0);
});

test("mail and webhook do not wait for each other, whichever hangs or is configured wrongly", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const raise = () =>
    record(
      db,
      storeEvent(
        "incident.raised",
        { subject: "x", correlationId: newId() },
        { kind: "late_receipt", severity: "warning", message: "late", about: newId() },
      ),
    );
  for (const table of [outbox, orders]) await db.delete(table);
  configure("OPS_WEBHOOK_URL", `${hook.url}/secret`);
  const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(new AbortController().signal);
  const patient = { timeout: 120_000 };
  sesIsReady = vi.waitFor(() => expect(hook.received).toHaveLength(1), patient);
  await raise();
  let drained = false;
  const draining = drain(db).then(() => (drained = true));
  await expect
    .poll(async () => (await listMail(db, { limit: 1 }))[0], patient)
    .toMatchObject({ subject: expect.stringContaining("late_receipt"), sentAt: expect.any(String) });
  expect([mailed(), drained]).toEqual([1, false]);
  hook.drop();
  await draining;
  limit.mockRestore();
  expect(warn.mock.calls).toEqual([[expect.stringContaining("The webhook could not be reached")]]);
  warn.mockRestore();

  configure("OPS_WEBHOOK_URL", "http://hooks.example/secret");
  await db.execute(sql`UPDATE alert_channel SET free_at = CURRENT_TIMESTAMP(3)`);
  await raise();
  await expect(drain(db)).rejects.toThrow("OPS_WEBHOOK_URL");
  expect(mailed()).toBe(2);
});
