import { expect, test } from "vitest";
import { version } from "uuid";
import { nobody, orderBody, postOrder, startReceiver, startTestFactory } from "./testing.ts";

/** Whitespace, key order, an integer-like key, a number beyond doubles, a duplicate key and an unknown field. */
const oddBody = (url: string) =>
  `{ "zeta" : 1.0,\t"CallbackUrl":"${url}",\n "7":"seven", "도넛":"\\u3042", "big":12345678901234567890,` +
  `  "zeta":2, "MessageAttributeRequester":"부산" }\n`;

test("an order is answered with its id, the misspelt requester and the body as sent", async () => {
  const factory = await startTestFactory();
  const body = orderBody(nobody, { extra: { kept: true } });
  const response = await postOrder(factory, body);
  expect(response.status).toBe(201);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const answer: unknown = await response.json();
  expect(answer).toEqual({
    data: { id: expect.any(String), reqestor: "donut-states", data: JSON.parse(body) },
  });
  const [line] = factory.orders();
  expect(answer).toMatchObject({ data: { id: line?.id } });
  expect(version(line?.id ?? "")).toBe(1);
});

test("the callback is the request's body, byte for byte, as application/json", async () => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  const body = oddBody(receiver.url);
  const response = await postOrder(factory, body);
  expect(await response.text()).toContain(`"data":${body}}}`);
  await factory.idle();
  expect(receiver.received).toEqual([
    {
      method: "POST",
      path: "/receipt?t=the-secret",
      contentType: "application/json",
      body: Buffer.from(body),
    },
  ]);
});

test.each([
  ["a number", 10, 10],
  ["a numeric string", "10", "10"],
  ["negative", -5, -5],
  ["no count at all", { a: 1 }, null],
])("the count may be %s", async (_, sent, listed) => {
  const factory = await startTestFactory();
  const response = await postOrder(factory, orderBody(nobody, { MessageAttributeProductCnt: sent }));
  expect(response.status).toBe(201);
  expect(factory.orders()).toMatchObject([{ sku: "CP-502101", count: listed, requester: "donut-states" }]);
});

test.each(["{}", "[1]", '"text"', "7", "null", "", ' {"CallbackUrl": 5}'])(
  "nothing is validated: %j is accepted",
  async (body) => {
    const factory = await startTestFactory();
    const response = await postOrder(factory, body, { headers: { "content-type": "text/plain" } });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ data: { reqestor: null, data: JSON.parse(body || "{}") } });
  },
);

test.each(["{", "not json", '{"a":1}}', " ", Uint8Array.of(0x22, 0xff, 0x22)])(
  "what is not JSON is 400 and produces nothing: %j",
  async (body) => {
    const factory = await startTestFactory();
    const response = await postOrder(factory, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errors: { detail: "Bad Request" } });
    expect(factory.orders()).toEqual([]);
  },
);

test("the same order twice is two productions and two callbacks", async () => {
  const [factory, receiver] = await Promise.all([startTestFactory(), startReceiver()]);
  const body = orderBody(receiver.url);
  await Promise.all([postOrder(factory, body), postOrder(factory, body)]);
  await factory.idle();
  expect(new Set(factory.orders().map(({ id }) => id)).size).toBe(2);
  expect(receiver.received).toHaveLength(2);
});

test("the list shows the productions and never the callback's url", async () => {
  const factory = await startTestFactory(60_000);
  await postOrder(factory, orderBody(`${nobody}?t=the-secret`));
  const text = await (await fetch(`${factory.url}/api/manufactures`)).text();
  expect(JSON.parse(text)).toEqual({ data: factory.orders() });
  expect(Object.keys(factory.orders()[0] ?? {})).toEqual([
    "id",
    "sku",
    "count",
    "requester",
    "step",
    "startedAt",
    "steppedAt",
  ]);
  expect(text).not.toContain("the-secret");
});

test("what does not exist is 404, what is too large 413, both in the factory's shape", async () => {
  const factory = await startTestFactory();
  const missing = await fetch(`${factory.url}/api/nothing`);
  expect([missing.status, await missing.json()]).toEqual([404, { errors: { detail: "Not Found" } }]);
  const large = await postOrder(factory, `"${"x".repeat(8_000_000)}"`);
  expect(large.status).toBe(413);
});
