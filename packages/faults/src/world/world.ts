import { DATABASE, type FaultyDatabase, startDatabase } from "./database.ts";
import { type FaultyFactory, startFactory } from "./factory.ts";
import { type SqlProxy, startSqlProxy } from "./sqlProxy.ts";
import { createStore, type FaultyStore, type StoreOptions } from "./store.ts";

export type WorldOptions = Pick<StoreOptions, "root" | "environment"> & {
  /** How many milliseconds the store's clock is ahead of everybody else's; negative: behind. */
  skewMs?: number;
  /** Milliseconds of one of the factory's four steps. */
  factoryStepMs?: number;
};

/** A running store with everything around it, each part of which can be broken by itself. */
export interface World {
  readonly database: FaultyDatabase;
  /** Between the store and its database. */
  readonly proxy: SqlProxy;
  readonly factory: FaultyFactory;
  readonly store: FaultyStore;
  /** Ends all of it; nothing is left behind. */
  stop(): Promise<void>;
}

const STEP_MS = 50;

/** Starts a store on an empty database, behind a proxy, with a factory in this process. Rejects with nothing left running. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { skewMs = 0, factoryStepMs = STEP_MS, ...storeOptions } = options;
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
    const factory = keep(await startFactory(factoryStepMs));
    const databaseUrl = `mysql://root@127.0.0.1:${proxy.port}/${DATABASE}`;
    const store = keep(
      await createStore({ ...storeOptions, databaseUrl, factoryUrl: factory.url, factoryStepMs }),
    );
    await store.start(skewMs);
    return { database, proxy, factory, store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
