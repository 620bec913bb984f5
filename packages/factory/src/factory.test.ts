import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { callBack, type Deliver } from "./callback.ts";
import { createFactory } from "./factory.ts";
import { readOrder } from "./order.ts";
import { nobody, orderBody, startReceiver } from "./testing.ts";

const read = (body: string) => readOrder(new TextEncoder().encode(body));
const order = read(orderBody(nobody));

test("an order passes every step in its order, one every stepMs, and is delivered at the end", async () => {
  const factory = createFactory({ stepMs: 20 });
  const seen: string[] = [];
  const deliver = vi.fn<Deliver>(async () => {
    seen.push(`delivered at ${factory.lines()[0]?.step}`);
  });
  factory.manufacture(order, deliver);
  // Steps are at least one turn of the event loop apart, so that none is missed.
  while (deliver.mock.calls.length === 0) {
    const [line] = factory.lines();
    if (line && !seen.includes(line.step)) seen.push(line.step);
    await nextTurn();
  }
  expect(seen).toEqual(["시작", "준비", "생산", "포장", "delivered at 종료"]);
  const [line] = factory.lines();
  const took = Date.parse(line?.steppedAt ?? "") - Date.parse(line?.startedAt ?? "");
  expect(took).toBeGreaterThanOrEqual(76);
});

test.each([
  { status: 500, headers: {} },
  { status: 302, headers: { location: "/elsewhere" } },
])("the callback is sent once, though the receiver answers $status", async ({ status, headers }) => {
  const receiver = await startReceiver((_, response) => response.writeHead(status, headers).end());
  const factory = createFactory({ stepMs: 0 });
  factory.manufacture(read(orderBody(receiver.url)));
  await factory.idle();
  expect(receiver.received.map(({ path }) => path)).toEqual(["/receipt?t=the-secret"]);
});

test.each([nobody, "not a url", "ftp://127.0.0.1/", 7, null, { href: nobody }])(
  "a callback to %j reaches nobody and breaks nothing",
  async (url) => {
    const factory = createFactory({ stepMs: 0 });
    const toNobody = read(JSON.stringify({ CallbackUrl: url }));
    factory.manufacture(toNobody);
    await factory.idle();
    await expect(callBack(toNobody, factory.stopped)).resolves.toBeUndefined();
    expect(factory.lines()).toMatchObject([{ step: "종료" }]);
  },
);

test("a stop ends productions where they are, without a callback", async () => {
  const factory = createFactory({ stepMs: 1 });
  const deliver = vi.fn<Deliver>(async () => {});
  factory.manufacture(order, deliver);
  factory.stop();
  await factory.idle();
  expect(factory.lines()).toMatchObject([{ step: "시작" }]);
  expect(deliver).not.toHaveBeenCalled();
});

test("a stop also ends a callback that is never answered", async () => {
  const factory = createFactory({ stepMs: 0 });
  const receiver = await startReceiver(() => factory.stop());
  factory.manufacture(read(orderBody(receiver.url)));
  await factory.idle();
  expect(receiver.received).toHaveLength(1);
});

test("of the ended productions the last 1000 are remembered, of the running all", async () => {
  const factory = createFactory({ stepMs: 0 });
  for (let n = 0; n < 1100; n += 1) factory.manufacture(read(`{"MessageAttributeProductCnt":${n}}`));
  expect(factory.lines()).toHaveLength(1100);
  await factory.idle();
  expect(factory.lines()).toHaveLength(1000);
  expect(factory.lines().at(-1)).toMatchObject({ count: 1099 });
});

test("many productions at once cause no warning", async () => {
  const warned = vi.fn<(warning: Error) => void>();
  process.on("warning", warned);
  const factory = createFactory({ stepMs: 0 });
  for (let n = 0; n < 50; n += 1) factory.manufacture(read("{}"));
  await factory.idle();
  process.off("warning", warned);
  expect(warned).not.toHaveBeenCalled();
});
