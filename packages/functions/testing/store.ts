import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "@donut-states/core/db/client";
import { createStore } from "@donut-states/core/testing";

/** What the tests of one file have to say who they are. */
export const opsToken = randomBytes(16).toString("hex");

/** A store of its own for a test file, bound as the stacks bind one. The database is there once its tests run. */
export function bindStore(environment: Record<string, string> = {}) {
  const bound: { db?: Database; stop?: () => Promise<void> } = {};
  beforeAll(async () => {
    const { url, ...store } = await createStore();
    Object.assign(bound, store);
    Object.assign(process.env, {
      SST_Secret_value_DATABASE_URL: url,
      SST_Secret_value_OPS_TOKEN: opsToken,
      ...environment,
    });
  });
  afterAll(() => bound.stop?.());
  return (): Database => {
    if (!bound.db) throw new Error("The store is created before the tests run, not before");
    return bound.db;
  };
}
