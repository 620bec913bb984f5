import { once } from "node:events";
import { connect } from "node:net";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningFactory, startFactory } from "./server.ts";
import { nobody, orderBody } from "./testing.ts";

/** The same requests every time; another seed, or more of them, by the environment. A failure names its seed. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_260);
const numRuns = Number(process.env.HOSTILE_REQUESTS ?? 300);

let factory: RunningFactory;
beforeAll(async () => {
  factory = await startFactory({ port: 0, stepMs: 1 });
});
afterAll(() => factory.stop());

const send = async (method: string, path: string, body: string | Uint8Array<ArrayBuffer>, type: string) => {
  const response = await fetch(`${factory.url}${path}`, { method, body, headers: { "content-type": type } });
  return { status: response.status, body: (await response.json()) as object }; // it answers in JSON always
};

/** What the url of a callback can be that is none, or none that anybody should call. */
const urls = fc.oneof(
  fc.constantFrom(
    "",
    nobody,
    "http://",
    "http://[",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:0/",
    "http://a:b@127.0.0.1:1/",
    "ftp://127.0.0.1:1/",
    "file:///etc/passwd",
    "data:,x",
    "blob:x",
    "javascript:alert(1)",
    "//127.0.0.1:1/",
    "\0",
    "\ud800",
    "x".repeat(10_000),
  ),
  fc.constantFrom(null, 1, true, [], {}, [nobody]),
);
const fields = fc.dictionary(
  fc.oneof(
    fc.constantFrom("MessageAttributeProductId", "MessageAttributeProductCnt", "MessageAttributeRequester"),
    fc.constantFrom("__proto__", "constructor", "toString", "length", ""),
    fc.string({ unit: "binary" }),
  ),
  fc.jsonValue(),
);
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ url: urls, fields })
      .map(({ url, fields: given }) => JSON.stringify({ ...given, CallbackUrl: url })),
  },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "{",
      "[".repeat(100_000),
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      '{"CallbackUrl":"\\ud800"}',
      '{"a":1,"a":2}',
      "1e999",
      "NaN",
    ),
  },
);
const body = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => new Uint8Array(bytes)) },
  { weight: 1, arbitrary: text.map((letters) => new Uint8Array(Buffer.from(`\ufeff${letters}`, "utf16le"))) },
);
const types = fc.constantFrom(
  "application/json",
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "x",
);

const answersAsBefore = async () => {
  await factory.idle();
  expect((await fetch(`${factory.url}/api/manufactures`)).status).toBe(200);
};

const refused = { status: 400, body: { errors: { detail: "Bad Request" } } };

async function order(sent: string | Uint8Array<ArrayBuffer>, type: string): Promise<void> {
  const before = factory.orders().length;
  const answer = await send("POST", "/api/manufactures", sent, type);
  const taken = { status: 201, body: expect.any(Object) };
  expect(answer).toEqual(answer.status === 201 ? taken : refused);
  expect(factory.orders().length - before).toBe(answer.status === 201 ? 1 : 0);
}

test(
  `${numRuns} hostile orders are taken or refused, and the factory goes on`,
  { timeout: 60_000 },
  async () => {
    await fc.assert(fc.asyncProperty(body, types, order), { seed, numRuns });
    await answersAsBefore();
  },
);

/** A switch set to something that it cannot be, beside anything that does not switch. */
const faults = fc
  .tuple(
    fc.constantFrom(
      "down",
      "error500",
      "hang",
      "silent",
      "duplicate",
      "early",
      "wrongCount",
      "slow",
      "fire",
      "__proto__",
      "toString",
    ),
    fc.oneof(
      fc.constantFrom(
        true,
        "on",
        1,
        [],
        [{}],
        { times: 0 },
        { times: -1 },
        { times: 1.5 },
        { times: "1" },
        { times: null },
        { times: {} },
        { ms: "1", times: 1 },
        { ms: -1 },
        { ms: 1e9 },
        { more: 1 },
      ),
      fc.string(),
    ),
  )
  .map(([name, setting]) => `{${JSON.stringify(name)}:${JSON.stringify(setting)}}`);
const noFaults = fc.oneof(
  { weight: 3, arbitrary: faults },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "{", "null", "[]", "[{}]", "1", '"down"', "[".repeat(100_000)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes)) },
);

test(
  `${numRuns} hostile settings of faults are 400, name the field and switch nothing`,
  { timeout: 60_000 },
  async () => {
    const before = factory.faults.get();
    const change = async (sent: string | Uint8Array<ArrayBuffer>, method: string, type: string) => {
      const answer = await send(method, "/faults", sent, type);
      expect(answer).toEqual({ status: 400, body: { error: expect.any(String), field: expect.any(String) } });
      expect(factory.faults.get()).toEqual(before);
    };
    await fc.assert(fc.asyncProperty(noFaults, fc.constantFrom("PUT", "PATCH"), types, change), {
      seed,
      numRuns,
    });
    await answersAsBefore();
  },
);

/** Sends bytes, says after a while that there are no more, and returns what comes back. */
async function exchange(bytes: Uint8Array, patienceMs = 20_000): Promise<string> {
  const socket = connect(factory.port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk) => (received += String(chunk)));
  socket.on("error", () => {}); // it may hang up before it has read everything
  socket.write(bytes);
  const timer = setTimeout(() => socket.end(), patienceMs);
  await once(socket, "close");
  clearTimeout(timer);
  return received;
}

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, "host: x", "connection: close", ...headers, "", ""].join("\r\n");
const chunked = head("POST /api/manufactures", "transfer-encoding: chunked");

test.each([
  ["a body in chunks", `${chunked}2\r\n{}\r\n0\r\n\r\n`, 201],
  ["no body and no length", head("POST /api/manufactures"), 201],
  [
    "chunks that are too much",
    `${chunked}${`f4240\r\n${"x".repeat(1_000_000)}\r\n`.repeat(9)}0\r\n\r\n`,
    413,
  ],
  ["a chunk of no size", `${chunked}ZZ\r\n{}\r\n0\r\n\r\n`, 400],
  [
    "a length and chunks",
    head("POST /api/manufactures", "content-length: 2", "transfer-encoding: chunked"),
    400,
  ],
  ["a method that is none", head("FOO /api/manufactures"), 400],
  ["TRACE", head("TRACE /api/manufactures"), 404],
  ["a host that is none", head("GET /api/manufactures").replace("host: x", "host: [::1"), 400],
  ["a path that cannot be decoded", head("GET /%ff"), 404],
  ["a star for a path", head("OPTIONS *"), 400],
])("%s is answered as it should be", async (_, bytes, status) => {
  expect(await exchange(Buffer.from(bytes))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  await answersAsBefore();
});

const sent = orderBody(nobody);
const whole = Buffer.from(
  `POST /api/manufactures HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${sent.length}\r\n\r\n${sent}`,
);
const garbled = fc
  .record({ at: fc.nat(whole.length), remove: fc.nat(40), add: fc.uint8Array({ maxLength: 4 }) })
  .map(({ at, remove, add }) => Buffer.concat([whole.subarray(0, at), add, whole.subarray(at + remove)]));

async function garble(bytes: Uint8Array[]): Promise<void> {
  for (const answer of await Promise.all(bytes.map((half) => exchange(half, 50))))
    expect(answer).toMatch(/^(?:HTTP\/1\.1 [24]|$)/);
}

test(
  `${numRuns} garbled requests are no server error, no crash and no error in the log`,
  { timeout: 120_000 },
  async () => {
    const logged = vi.spyOn(console, "error");
    const tens = fc.array(garbled, { minLength: 10, maxLength: 10 });
    await fc.assert(fc.asyncProperty(tens, garble), { seed, numRuns: numRuns / 10 });
    expect(logged).not.toHaveBeenCalled();
    await answersAsBefore();
  },
);
