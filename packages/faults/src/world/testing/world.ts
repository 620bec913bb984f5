import { type RunningFactory, startFactory } from "@donut-states/factory/server";
import { DATABASE, type FaultyDatabase, startDatabase } from "../database.ts";
import { type SqlProxy, startSqlProxy } from "../sqlProxy.ts";
import { createStore, type FaultyStore, type StoreOptions } from "../store.ts";

export type WorldOptions = Pick<StoreOptions, "root" | "environment"> & {
  /** How many milliseconds the store's clock is ahead of everybody else's. */
  skewMs?: number;
};

/** For tests of the tools: a running store with everything around it. */
export interface World {
  readonly database: FaultyDatabase;
  /** Between the store and its database. */
  readonly proxy: SqlProxy;
  readonly factory: RunningFactory;
  readonly store: FaultyStore;
  /** Ends all of it; nothing is left behind. */
  stop(): Promise<void>;
}

/** Milliseconds of one of the factory's four steps. */
const STEP_MS = 50;

/** Starts a store on an empty database behind a proxy. Rejects with nothing left running. */
export async function startWorld({ skewMs = 0, ...options }: WorldOptions = {}): Promise<World> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (let part = started.pop(); part; part = started.pop()) await part.stop();
  };
  const keep = <P extends { stop(): Promise<void> }>(part: P): P => {
    started.push(part);
    return part;
  };
  try {
    const database = keep(await startDatabase());
    const proxy = keep(await startSqlProxy(database.socketPath));
    const factory = keep(await startFactory({ port: 0, stepMs: STEP_MS }));
    const databaseUrl = `mysql://root@127.0.0.1:${proxy.port}/${DATABASE}`;
    const store = keep(
      await createStore({ ...options, databaseUrl, factoryUrl: factory.url, factoryStepMs: STEP_MS }),
    );
    await store.start(skewMs);
    return { database, proxy, factory, store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
