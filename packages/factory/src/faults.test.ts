import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApp } from "./app.ts";
import { createFactory } from "./factory.ts";
import { createFaults } from "./faults.ts";
import { nobody, orderBody, postOrder, startReceiver, startTestFactory } from "./testing.ts";

const order = orderBody(nobody);

test("down cuts the connection of an order and produces nothing; the rest stays up", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ down: {} });
  await expect(postOrder(factory, order)).rejects.toThrow("fetch failed");
  expect((await fetch(`${factory.url}/api/manufactures`)).status).toBe(200);
  expect(factory.orders()).toEqual([]);
});

test("down without a socket to cut is 503", async () => {
  const faults = createFaults();
  const app = createApp({ factory: createFactory({ stepMs: 1 }), faults });
  faults.set({ down: {} });
  const response = await app.request("/api/manufactures", { method: "POST", body: order });
  expect(response.status).toBe(503);
});

test("error500 answers 500 and produces nothing", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ error500: {} });
  expect((await postOrder(factory, order)).status).toBe(500);
  expect(factory.orders()).toEqual([]);
});

test("hang holds an order until it is switched off", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ hang: { times: 1 } });
  const answered: string[] = [];
  const hung = postOrder(factory, order).then(() => answered.push("hung"));
  while (factory.faults.get().hang !== null) await fetch(factory.url);
  await postOrder(factory, order).then(() => answered.push("next"));
  expect(factory.orders()).toHaveLength(1);
  factory.faults.set({});
  await hung;
  expect(answered).toEqual(["next", "hung"]);
  expect(factory.orders()).toHaveLength(2);
});

test("a change that leaves hang on releases nobody", async () => {
  const faults = createFaults();
  faults.set({ hang: {} });
  const { released } = faults.take();
  const state = () => Promise.race([released.then(() => "released"), nextTurn("held")]);
  faults.set({ hang: {}, silent: {} });
  expect(await state()).toBe("held");
  faults.set({ silent: {} });
  expect(await state()).toBe("released");
});

test("an order whose caller left while it hung is never produced", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ hang: { times: 1 } });
  const leaving = new AbortController();
  const hung = postOrder(factory, order, { signal: leaving.signal });
  while (factory.faults.get().hang !== null) await fetch(factory.url);
  leaving.abort();
  await expect(hung).rejects.toThrow("aborted");
  await postOrder(factory, order);
  factory.faults.set({});
  await postOrder(factory, order);
  expect(factory.orders()).toHaveLength(2);
});

test("slow produces at once and answers late", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ slow: { ms: 60_000 } });
  const leaving = new AbortController();
  const late = postOrder(factory, order, { signal: leaving.signal });
  while (factory.orders().length === 0) await fetch(factory.url);
  leaving.abort();
  await expect(late).rejects.toThrow("aborted");

  factory.faults.set({ slow: { ms: 50 } });
  const start = performance.now();
  expect((await postOrder(factory, order)).status).toBe(201);
  expect(performance.now() - start).toBeGreaterThan(48);
});

test("silent produces and never calls back", async () => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  factory.faults.set({ silent: {} });
  expect((await postOrder(factory, orderBody(receiver.url))).status).toBe(201);
  await factory.idle();
  expect(factory.orders()).toMatchObject([{ step: "종료" }]);
  expect(receiver.received).toEqual([]);
});

test("duplicate calls back twice with the same body", async () => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  factory.faults.set({ duplicate: {} });
  const body = orderBody(receiver.url);
  await postOrder(factory, body);
  await factory.idle();
  expect(receiver.received.map((callback) => callback.body.toString())).toEqual([body, body]);
});

test("early calls back before it answers, and not again", async () => {
  const factory = await startTestFactory(5);
  const seen: string[] = [];
  const receiver = await startReceiver((_, response) => {
    seen.push(`callback with ${factory.orders().length} orders`);
    response.end();
  });
  factory.faults.set({ early: {} });
  await postOrder(factory, orderBody(receiver.url)).then(({ status }) => seen.push(`answer ${status}`));
  await factory.idle();
  expect(seen).toEqual(["callback with 0 orders", "answer 201"]);
});

test.each([
  [10, 11],
  ["10", "11"],
  ["ten", "1"],
  [undefined, 1],
])("wrongCount calls back with another count than %j and all else as sent", async (count, wrong) => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  factory.faults.set({ wrongCount: {} });
  const body = orderBody(receiver.url, { MessageAttributeProductCnt: count, extra: true });
  await postOrder(factory, body);
  await factory.idle();
  expect(receiver.received.map((callback) => JSON.parse(callback.body.toString()))).toEqual([
    { ...JSON.parse(body), MessageAttributeProductCnt: wrong },
  ]);
});

test("faults work together: early, twice and with another count", async () => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  factory.faults.set({ early: {}, duplicate: {}, wrongCount: {} });
  await postOrder(factory, orderBody(receiver.url));
  const counts = receiver.received.map(({ body }) => JSON.parse(body.toString()).MessageAttributeProductCnt);
  expect(counts).toEqual([11, 11]);
});

test("times counts orders, each fault its own, and switches off by itself", async () => {
  const factory = await startTestFactory();
  factory.faults.set({ error500: { times: 2 }, silent: { times: 3 } });
  await fetch(`${factory.url}/api/manufactures`);
  const first = await postOrder(factory, order);
  expect(factory.faults.get()).toMatchObject({ error500: { times: 1 }, silent: { times: 2 } });
  const second = await postOrder(factory, order);
  const third = await postOrder(factory, order);
  expect([first.status, second.status, third.status]).toEqual([500, 500, 201]);
  expect(factory.faults.get()).toMatchObject({ error500: null, silent: null });
});
