import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LambdaEvent } from "hono/aws-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { handler } from "./orders.ts";

/** Stands for SQS, of which this needs one call: it keeps what it is sent. */
const sent: unknown[] = [];
let refusing = false;
const sqs = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    if (refusing) return response.writeHead(400, { "content-type": "application/x-amz-json-1.0" }).end("{}");
    const message: { MessageBody: string } = JSON.parse(Buffer.concat(chunks).toString());
    sent.push(message);
    const MD5OfMessageBody = createHash("md5").update(message.MessageBody).digest("hex");
    return response.end(JSON.stringify({ MessageId: "1", MD5OfMessageBody }));
  })();
});
beforeAll(async () => {
  sqs.listen(0, "127.0.0.1");
  await once(sqs, "listening");
  const url = `http://127.0.0.1:${(sqs.address() as AddressInfo).port}`; // a server that listens has one
  const environment = {
    AWS_REGION: "ap-northeast-2",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", url);
  vi.stubEnv("PRODUCTION_QUEUE_URL", `${url}/0/production`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  sqs.close();
  sqs.closeAllConnections();
});

/** What API Gateway sends, as far as it is read. */
const call = async (body: string, path = "/api/manufactures") => {
  const event: unknown = {
    version: "2.0",
    rawPath: path,
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    requestContext: { http: { method: "POST" } },
    body,
    isBase64Encoded: false,
  };
  return handler(event as LambdaEvent); // all of it that the adapter reads
};

test("an order waits in the queue as it was sent, and is acknowledged with the misspelt key", async () => {
  const body = '{ "MessageAttributeRequester": "donuts", "MessageAttributeProductCnt": "10" }';
  const answer = await call(body);
  expect(answer.statusCode).toBe(201);
  expect(JSON.parse(answer.body)).toEqual({
    data: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), reqestor: "donuts", data: JSON.parse(body) },
  });
  expect(sent).toMatchObject([{ MessageBody: body }]);
});

test("what is not JSON, and what is not there, is refused as the legacy factory does", async () => {
  expect((await call("{")).statusCode).toBe(400);
  expect((await call("{}", "/api/other")).statusCode).toBe(404);
});

test("an order that the queue did not take is not acknowledged", async () => {
  refusing = true;
  vi.spyOn(console, "error").mockImplementation(() => {});
  expect((await call("{}")).statusCode).toBe(500);
});
