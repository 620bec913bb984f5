import { setMaxListeners } from "node:events";
import { type Company, startCompany } from "../company/company.ts";
import { createCrowd, type Crowd } from "../crowd/crowd.ts";
import type { Lane } from "../crowd/shelves.ts";
import type { Random } from "../random.ts";
import { DATABASE, type FaultyDatabase, startDatabase } from "../world/database.ts";
import { type SqlProxy, startSqlProxy } from "../world/sqlProxy.ts";
import { createStore, type FaultyStore, type StoreOptions } from "../world/store.ts";
import { Operator } from "./operator.ts";

/** Milliseconds of one of the factory's four steps. */
const STEP_MS = 60;

/** Everything that a scenario plays with. */
export interface Stage {
  readonly random: Random;
  readonly crowd: Crowd;
  readonly database: FaultyDatabase;
  /** Between the store and its database. */
  readonly proxy: SqlProxy;
  readonly company: Company;
  readonly store: FaultyStore;
  readonly operator: Operator;
  /** By sku, what was on the shelf before anything was sold. */
  readonly initial: Map<string, number>;
  /** Ids in messages that nobody can process: operations discard these, and redrive all others. */
  readonly poison: string[];
  /** Aborts when this ends, or is to end: nothing more is to be waited for. */
  readonly over: AbortSignal;
  /** Ends all of it; nothing is left behind. */
  stop(): Promise<void>;
}

/** What a scenario changes in the store that it runs; its clock is `skewMs` ahead of everybody else's. */
export type StoreSettings = Pick<StoreOptions, "root" | "environment"> & { skewMs?: number; lane?: Lane };

interface Part {
  kill?: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts everything on an empty database. Rejects with nothing left running. */
export async function openStage(
  random: Random,
  settings: StoreSettings,
  signal: AbortSignal,
): Promise<Stage> {
  const opened: Part[] = [];
  const keep = <T extends Part>(part: T): T => {
    opened.push(part);
    return part;
  };
  const ending = new AbortController();
  const over = AbortSignal.any([signal, ending.signal]);
  // Every buyer listens for it, which is no leak.
  setMaxListeners(0, over);
  const stop = async () => {
    ending.abort();
    for (let part = opened.pop(); part; part = opened.pop()) {
      // Nobody needs an end in good order.
      await part.kill?.();
      await part.stop();
    }
  };
  const { skewMs = 0 } = settings;
  try {
    const company = keep(await startCompany(STEP_MS));
    const database = keep(await startDatabase());
    const proxy = keep(await startSqlProxy(database.socketPath));
    const store = keep(await createStore(storeOptions(company, proxy, settings)));
    company.connect(store.apiUrl);
    await store.start(skewMs);
    const operator = new Operator({ store, database, skewMs, signal: over });
    const crowd = createCrowd(store, random.fork("crowd"), over);
    return {
      random,
      crowd,
      database,
      proxy,
      company,
      store,
      operator,
      initial: new Map(),
      poison: [],
      over,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A function has two seconds, so that a loaded machine is no fault of its own; an order is soon overdue. */
const timings = { VISIBILITY_TIMEOUT_S: "12", RESTOCK_OVERDUE_MS: "4000" };

function storeOptions(company: Company, proxy: SqlProxy, { root, environment }: StoreSettings): StoreOptions {
  return {
    databaseUrl: `mysql://root@127.0.0.1:${proxy.port}/${DATABASE}`,
    factoryUrl: company.url,
    factoryStepMs: STEP_MS,
    environment: { CALLBACK_BASE_URL: company.url, ...timings, ...environment },
    ...(root === undefined ? {} : { root }),
  };
}
