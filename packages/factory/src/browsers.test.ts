import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { nobody, orderBody, startTestFactory } from "./testing.ts";

/** Asks as a browser does, with headers that fetch would not let a program set. */
async function ask(url: string, method: string, headers: Record<string, string>, body = ""): Promise<number> {
  const asked = request(url, { method, headers, agent: false }).end(body);
  const [response] = await once(asked, "response");
  response.resume();
  return response.statusCode;
}

const foreign = [
  "http://evil.example",
  "https://127.0.0.1",
  "http://127.0.0.1",
  "http://localhost:1",
  "null",
  "",
];

test.each(foreign)("a page of %j can neither order nor switch faults", async (origin) => {
  const factory = await startTestFactory();
  const headers = { origin, "content-type": "text/plain" };
  expect(await ask(`${factory.url}/api/manufactures`, "POST", headers, orderBody(nobody))).toBe(403);
  for (const method of ["PUT", "PATCH"])
    expect(await ask(`${factory.url}/faults`, method, headers, '{"down":{}}')).toBe(403);
  expect(factory.orders()).toEqual([]);
  expect(factory.faults.get().down).toBeNull();
});

test("a page whose name was made to point here can neither", async () => {
  const factory = await startTestFactory();
  const host = `evil.example:${factory.port}`;
  const headers = { host, origin: `http://${host}` };
  expect(await ask(`${factory.url}/api/manufactures`, "POST", headers, orderBody(nobody))).toBe(403);
  expect(factory.orders()).toEqual([]);
});

test.each(["127.0.0.1", "localhost", "[::1]"])(
  "its own page at %s can, and so can any program",
  async (name) => {
    const factory = await startTestFactory();
    const host = `${name}:${factory.port}`;
    expect(
      await ask(`${factory.url}/faults`, "PUT", { host, origin: `http://${host}` }, '{"silent":{}}'),
    ).toBe(200);
    expect(await ask(`${factory.url}/api/manufactures`, "POST", { host }, orderBody(nobody))).toBe(201);
  },
);
