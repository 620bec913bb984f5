import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { handler as deliver } from "./delivery.ts";

const received: { url: string; body: string }[] = [];
const server = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    received.push({ url: request.url ?? "", body: Buffer.concat(chunks).toString() });
    response.writeHead(500).end();
  })();
});
let origin = "";
beforeEach(async () => {
  received.length = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has one
  vi.stubEnv("CUSTOMER_URL", origin);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
  await once(server, "close");
});

const event = (...bodies: string[]) => ({ Records: bodies.map((body) => ({ body })) }) as SQSEvent; // all that it reads
const order = (CallbackUrl: unknown) => `{ "CallbackUrl": ${JSON.stringify(CallbackUrl)}, "기타": [1.0] }`;

test("calls back once with the very text of the order, whatever the answer", async () => {
  const text = order(`${origin}/restocks/1/receipt?t=a.b`);
  await deliver(event(text));
  expect(received).toEqual([{ url: "/restocks/1/receipt?t=a.b", body: text }]);
});

test("is nobody else's messenger", async () => {
  const others = ["http://127.0.0.1:9001/2018-06-01/runtime", `${origin}.example/`, "not a url", null, 7];
  await deliver(event(...others.map(order)));
  vi.stubEnv("CUSTOMER_URL", "");
  await deliver(event(order(`${origin}/`)));
  expect(received).toEqual([]);
});
