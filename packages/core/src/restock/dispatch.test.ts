import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, type Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { storeEvent } from "../event/catalogue.ts";
import { reason } from "../log.ts";
import { factory, product } from "../product/product.sql.ts";
import { adjust } from "../stock/adjust.ts";
import { type Answer, type Received, startHttp } from "../testing.http.ts";
import { orderedShelf, pass, rowOf, untilFunctionEnds } from "./testing.ts";
import { createStore, toldOf } from "../testing.ts";
import { dispatch } from "./dispatch.ts";
import { receive } from "./receive.ts";
import { findRestock } from "./restock.ts";
import { cancelRestock } from "./steer.ts";

let db: Database;
let url: string;
let stop: () => Promise<void>;
beforeAll(async () => ({ db, url, stop } = await createStore()));
afterAll(() => stop());

// A lease and a call that nothing outlasts; the tests of the limits set their own.
beforeEach(() => void vi.stubEnv("VISIBILITY_TIMEOUT_S", "600"));

const started: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  vi.stubEnv("VISIBILITY_TIMEOUT_S", undefined);
});

/** An empty shelf whose factory answers as told. */
async function orderedFrom(answer: (request: Received) => Answer | Promise<Answer>) {
  const server = await startHttp(answer);
  started.push(server);
  const shelf = await orderedShelf(db, { api: server.url });
  return { ...shelf, server, send: () => dispatch(db, shelf.event, untilFunctionEnds()) };
}
const accepts = () => ({ status: 201, body: '{"data":{}}' });

test("an accepted order is marked and told, and a redelivery makes no second call", async () => {
  const { sku, order, server, send } = await orderedFrom(accepts);
  await send();
  await send();
  expect(server.received).toHaveLength(1);
  expect(await findRestock(db, order.id)).toMatchObject({ status: "accepted", attempts: 1 });
  expect(await toldOf(db, sku, "restock.accepted")).toEqual([
    { restockId: order.id, sku, quantity: 10, attempts: 1 },
  ]);
});

test("a factory that hangs fails in time, and holds no lock meanwhile", async () => {
  vi.stubEnv("VISIBILITY_TIMEOUT_S", "6");
  const { sku, order, server, send } = await orderedFrom(() => "nothing");
  const time = new AbortController();
  const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(time.signal);
  const failed = send().catch(reason);
  await vi.waitFor(() => expect(server.received).toHaveLength(1), { interval: 10, timeout: 60_000 });
  await adjust(db, sku, { delta: 1, reason: "found" }, { correlationId: newId() });
  await db.execute(sql`UPDATE restock SET expected_at = expected_at WHERE open_key IS NOT NULL`);
  expect(await Promise.race([failed, Promise.resolve("calling")])).toBe("calling");
  time.abort();
  expect(await failed).toContain("did not answer within 800 ms");
  expect(limit).toHaveBeenCalledExactlyOnceWith(800);
  limit.mockRestore();
  expect(await findRestock(db, order.id)).toMatchObject({ status: "requested", attempts: 1 });
});

test("of deliveries at once one calls, and the others fail until it has", async () => {
  const { order, server, send } = await orderedFrom(accepts);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, send));
  expect(server.received).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals.length).toBeLessThan(8);
  for (const refusal of refusals) expect(reason(refusal)).toContain("Another delivery");
  expect(await findRestock(db, order.id)).toMatchObject({ attempts: 1 });
});

test("a redelivery after a failure calls again once the lease is over", async () => {
  const answers = [503, 201];
  const { order, server, send } = await orderedFrom(() => ({ status: answers.shift() ?? 500 }));
  await expect(send()).rejects.toThrow("The factory answered 503");
  await expect(send()).rejects.toThrow("Another delivery");
  expect(server.received).toHaveLength(1);
  await pass(db, "leaseUntil", order);
  await send();
  expect(server.received).toHaveLength(2);
  expect(await findRestock(db, order.id)).toMatchObject({ status: "accepted", attempts: 2 });
});

test("a callback that comes before our own write leaves the order completed", async () => {
  const { order, sku, send } = await orderedFrom(async () => {
    await receive(db, { receiptId: newId(), restockId: order.id, claimed: 10 });
    return accepts();
  });
  await send();
  expect(await findRestock(db, order.id)).toMatchObject({ status: "completed", attempts: 1 });
  expect(await toldOf(db, sku, "restock.accepted")).toEqual([]);
});

test("a database that goes away after the call does not make the factory produce twice", async () => {
  let away = false;
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const flaky = connect(url, (input, init) =>
    away ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init),
  );
  const { order, event, server } = await orderedFrom(() => {
    away = true;
    return accepts();
  });
  await dispatch(flaky, event, untilFunctionEnds());
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("taken but not marked accepted"));
  warn.mockRestore();
  expect(server.received).toHaveLength(1);
  expect(await rowOf(db, order)).toMatchObject({ status: "requested", attempts: 1 });
});

test("a database that hangs after the call lets the function end in time: the factory does not produce twice", async () => {
  let hangs = false;
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const hanging = connect(url, (input, init) => (hangs ? new Promise(() => {}) : fetch(input, init)));
  const begun = performance.now();
  const clock = vi.spyOn(performance, "now").mockReturnValue(begun);
  const { event, server } = await orderedFrom(() => {
    hangs = true;
    clock.mockReturnValue(begun + 94_950);
    return accepts();
  });
  await dispatch(hanging, event, untilFunctionEnds());
  // Of the 95 s that it may use of its hundred, all but 50 ms have passed by then.
  expect(warn).toHaveBeenCalledWith(
    expect.stringMatching(/taken but not marked accepted.*It took longer than 50 ms/),
  );
  warn.mockRestore();
  clock.mockRestore();
  expect(server.received).toHaveLength(1);
});

test("what the function has spent already the factory does not get", async () => {
  vi.stubEnv("VISIBILITY_TIMEOUT_S", "30");
  const { order, event, server } = await orderedFrom(() => "nothing");
  await expect(dispatch(db, event, () => 1_850)).rejects.toThrow("did not answer within 1100 ms");
  expect(server.received).toHaveLength(1);
  expect(await rowOf(db, order)).toMatchObject({ status: "requested", attempts: 1 });
});

test("with too little time left for an answer the factory is not asked, and the order not claimed", async () => {
  vi.stubEnv("VISIBILITY_TIMEOUT_S", "30");
  const { order, event, server } = await orderedFrom(accepts);
  await expect(dispatch(db, event, () => 1_700)).rejects.toThrow("Too little of the function's time");
  expect(server.received).toEqual([]);
  expect(await rowOf(db, order)).toMatchObject({ attempts: 0, leaseUntil: null });
  await dispatch(db, event, untilFunctionEnds());
  expect(await findRestock(db, order.id)).toMatchObject({ status: "accepted", attempts: 1 });
});

test("a closed order is not dispatched", async () => {
  const { order, server, send } = await orderedFrom(accepts);
  await adjust(db, order.sku, { delta: 5, reason: "found" }, { correlationId: newId() });
  await cancelRestock(db, order.id);
  await send();
  expect(server.received).toEqual([]);
  expect(await rowOf(db, order)).toMatchObject({ attempts: 0, status: "cancelled" });
});

test("an order that does not exist, or whose factory does not, fails clearly", async () => {
  const data = { restockId: newId(), sku: "?", quantity: 1, factoryId: "?", attempt: 1 };
  const unknown = storeEvent("restock.requested", { subject: "?", correlationId: newId() }, data);
  await expect(dispatch(db, unknown, untilFunctionEnds())).rejects.toThrow(
    `There is no restock order ${data.restockId}`,
  );
  const { event, factoryId } = await orderedFrom(accepts);
  await db.delete(factory).where(sql`factory_id = ${product.factoryId.mapToDriverValue(factoryId)}`);
  await expect(dispatch(db, event, untilFunctionEnds())).rejects.toThrow(
    "names a factory that does not exist",
  );
});
