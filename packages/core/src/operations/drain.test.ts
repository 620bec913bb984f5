import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { commit, republish } from "../event/outbox.ts";
import { post } from "../mail/mail.ts";
import { checkout } from "../order/checkout.ts";
import { startHttp } from "../testing.http.ts";
import { addProduct, createStore } from "../testing.ts";
import { drain } from "./drain.ts";
import { summarize } from "./summary.ts";

let db: Database;
let stop: () => Promise<void>;
let aws: Awaited<ReturnType<typeof startHttp>>;
beforeAll(async () => {
  ({ db, stop } = await createStore());
  aws = await startHttp(({ path }) =>
    path.startsWith("/v2/email") ? { body: '{"MessageId":"1"}' } : { status: 403, body: "<ErrorResponse/>" },
  );
});
afterAll(async () => {
  await aws.stop();
  await stop();
});

test("while SNS refuses, mail goes out, and the failure is not hidden", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", aws.url);
  vi.stubEnv("SST_Parameter_value_MAIL_FROM", "shop@donut.example");
  vi.stubEnv("SST_Parameter_value_OPS_EMAIL", "ops@donut.example");
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
