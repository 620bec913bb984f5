import { randomBytes } from "node:crypto";
import { buildApp, interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "@donut-states/core/db/client";
import { createStore } from "@donut-states/core/testing";
import { startHttp } from "@donut-states/core/testing.http";
import { queues } from "@donut-states/core/topology";
import { operations } from "@donut-states/functions/api/ops/operations";
import { shop } from "@donut-states/functions/api/shop";

/** A store of its own for a test file: the real routes on a real database and real queues. It is there once its tests run. */
export function bindStore() {
  const token = randomBytes(16).toString("hex");
  const bound: { db?: Database; url?: string } = {};
  const stops: (() => unknown)[] = [];
  beforeAll(async () => {
    const store = await createStore();
    const broker = await startQueues();
    const api = await startHttp(async ({ method, path, headers, body }) => {
      const app = path.startsWith("/ops") ? operations : shop;
      const given = new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const response = await app.request(path, { method, headers: given, ...(body ? { body } : {}) });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    });
    stops.push(api.stop, broker.stop, store.stop);
    Object.assign(bound, { db: store.db, url: api.url });
    Object.assign(process.env, {
      SST_Secret_value_DATABASE_URL: store.url,
      SST_Secret_value_OPS_TOKEN: token,
    });
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });
  return {
    db: (): Database => {
      if (!bound.db) throw new Error("The store is created before the tests run, not before");
      return bound.db;
    },
    /** What `pnpm ops` needs to find it. */
    environment: () => ({ OPS_URL: bound.url ?? "", OPS_TOKEN: token }),
    /** Any request of its API's, answered as JSON. */
    post: async (path: string, body: object): Promise<unknown> => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await fetch(`${bound.url}${path}`, init)).json();
    },
    /** Puts a message where dead letters of a queue go. */
    bury: async (queue: keyof typeof queues, text: string) => {
      const url = process.env[`${queue.toUpperCase()}_DLQ_URL`] ?? "";
      await sqs("SendMessage", { QueueUrl: url, MessageBody: text });
    },
  };
}

async function startQueues() {
  const app = buildApp({ logger: false });
  // Its queues' urls name a subdomain of localhost, which not every machine can resolve.
  const restoreDns = interceptLocalhostDns();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await app.listen({ host: "127.0.0.1", port: 0 }),
    AWS_REGION: "ap-northeast-2",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  for (const name of Object.keys(queues).flatMap((queue) => [`${queue}_QUEUE`, `${queue}_DLQ`])) {
    const { QueueUrl } = await sqs("CreateQueue", { QueueName: name });
    process.env[`${name.toUpperCase()}_URL`] = QueueUrl;
  }
  const stop = async () => {
    restoreDns();
    await app.close();
  };
  return { stop };
}

/** One call of SQS's JSON protocol, for which a test needs no client. */
async function sqs(action: string, body: object): Promise<{ QueueUrl?: string }> {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(process.env.AWS_ENDPOINT_URL ?? "", init);
  if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
  // What these two actions answer.
  return (await response.json()) as { QueueUrl?: string };
}
