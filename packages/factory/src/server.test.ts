import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { startFactory } from "./server.ts";
import { nobody, orderBody, postOrder, startReceiver, startTestFactory } from "./testing.ts";

const order = orderBody(nobody);

test("a restart forgets every order", async () => {
  const first = await startTestFactory();
  await postOrder(first, order);
  expect(first.orders()).toHaveLength(1);
  await first.stop();
  const second = await startFactory({ port: first.port, stepMs: 1 });
  const list: unknown = await (await fetch(`${second.url}/api/manufactures`)).json();
  await second.stop();
  expect(list).toEqual({ data: [] });
});

test("a port in use rejects with the server's own error", async () => {
  const { port } = await startTestFactory();
  await expect(startFactory({ port, stepMs: 1 })).rejects.toMatchObject({ code: "EADDRINUSE", port });
});

test("a host and its url may be IPv6", async () => {
  const factory = await startFactory({ port: 0, stepMs: 1, host: "::1" });
  const response = await postOrder(factory, order);
  await factory.stop();
  expect(response.status).toBe(201);
});

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;

test("stop ends at once, also with orders that hang, that are slow and that wait for their callback", async () => {
  const receiver = await startReceiver(() => {});
  const factory = await startTestFactory();
  const arrived = async (count: number) => {
    while (factory.orders().length < count) await fetch(factory.url);
  };
  await postOrder(factory, orderBody(receiver.url));
  while (receiver.received.length === 0) await fetch(factory.url);
  const timersBefore = timers();
  factory.faults.set({ slow: { ms: 60_000 } });
  const slow = postOrder(factory, order);
  await arrived(2);
  factory.faults.set({ hang: { times: 1 } });
  const hung = postOrder(factory, order);
  while (factory.faults.get().hang !== null) await fetch(factory.url);

  // Milliseconds as this process lives through them: while a busy machine lets it wait, none pass.
  let milliseconds = 0;
  const clock = setInterval(() => (milliseconds += 1), 1);
  const ends = await Promise.allSettled([slow, hung, factory.stop(), factory.idle()]);
  clearInterval(clock);
  expect(milliseconds).toBeLessThan(1_000);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  await expect(fetch(factory.url)).rejects.toThrow("fetch failed");
  // A timer that is left would keep the process alive.
  while (timers() > timersBefore) await nextTurn();
});

test("stop can be asked for twice", async () => {
  const factory = await startTestFactory();
  await Promise.all([factory.stop(), factory.stop()]);
  await factory.stop();
  await expect(fetch(factory.url)).rejects.toThrow("fetch failed");
});
