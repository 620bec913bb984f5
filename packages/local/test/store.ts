import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { connect } from "@donut-states/core/db/client";
import type { queues } from "@donut-states/core/topology";
import { createDatabase } from "@donut-states/gateway/testing";
import { inject } from "vitest";
import { readSettings } from "../src/settings.ts";
import { startStore, type Store } from "../src/store.ts";

/** For tests: a whole store on free ports with a database of its own, and a client for it. */
export async function startTestStore(environment: Record<string, string> = {}) {
  const database = await createDatabase();
  const server = inject("databaseServer");
  const directory = await mkdtemp(join(tmpdir(), "donut-states-store-"));
  const settings = readSettings({
    API_PORT: "0",
    WEB_PORT: "0",
    FACTORY_PORT: "0",
    AWS_PORT: "0",
    FACTORY_STEP_MS: "25",
    LOCAL_DIR: directory,
    DATABASE_URL: `mysql://${server.user}@${server.host}:${server.port}/${database.name}`,
    ...environment,
  });
  const store = await startStore(settings);
  const stop = async () => {
    await store.stop();
    await database.stop();
    await rm(directory, { recursive: true });
  };
  /** What fails in a queue comes back a second after its function's time, of which a slow machine needs much. */
  const hurry = async (name: keyof typeof queues, seconds = 6) => {
    const { sqs, queues: all } = store.broker;
    const Attributes = { VisibilityTimeout: String(seconds) };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: all[name].url, Attributes }));
  };
  return { ...store, ...client(store), hurry, db: connect(database.url), stop };
}

async function call(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** The HTTP API as a test calls it: status and parsed body. */
function client({ apiUrl, opsToken, factoryUrl }: Store) {
  const json = { "content-type": "application/json" };
  const authorization = `Bearer ${opsToken}`;
  return {
    buy: (sku: string, quantity = 1) =>
      call(`${apiUrl}/checkout`, { method: "POST", headers: json, body: JSON.stringify({ sku, quantity }) }),
    get: (path: string) => call(`${apiUrl}${path}`),
    post: (path: string, body = "") => call(`${apiUrl}${path}`, { method: "POST", headers: json, body }),
    ops: async (path: string) => (await call(`${apiUrl}/ops${path}`, { headers: { authorization } })).body,
    repair: async (method: "POST" | "DELETE", path: string, body?: object) =>
      (
        await call(`${apiUrl}/ops${path}`, {
          method,
          headers: { authorization, ...json },
          ...(body ? { body: JSON.stringify(body) } : {}),
        })
      ).body,
    manufactures: async (sku: string) => {
      const { body } = await call(`${factoryUrl}/api/manufactures`);
      return body.data.filter((line: { sku: string }) => line.sku === sku);
    },
    faults: (faults: object) =>
      call(`${factoryUrl}/faults`, { method: "PUT", headers: json, body: JSON.stringify(faults) }),
  };
}
