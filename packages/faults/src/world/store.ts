import { fileURLToPath } from "node:url";
import { freePort } from "@donut-states/gateway/server/port";
import { createScratch } from "./scratch.ts";
import { createClient, type StoreClient } from "./storeClient.ts";
import { StoreProcess } from "./storeProcess.ts";

/** The source tree that this suite belongs to. */
export const sourceRoot = fileURLToPath(new URL("../../../..", import.meta.url));

export interface StoreOptions {
  /** `mysql://…` of its database. */
  databaseUrl: string;
  /** Base URL of its factory, and how long that takes for a step in milliseconds. */
  factoryUrl: string;
  factoryStepMs: number;
  /** The source tree to run, this one by default. */
  root?: string;
  /** Settings that differ from the suite's. */
  environment?: Record<string, string>;
}

/** A store in a process of its own that can be killed and started again; ports and data stay the same. */
export interface FaultyStore extends StoreClient {
  readonly apiUrl: string;
  /** Where SNS, SQS and their fault switches are. */
  readonly awsUrl: string;
  /** Everything it has printed since its first start. */
  readonly printed: readonly string[];
  /** How it ended where nobody asked it to; undefined while all is well. */
  readonly failure: string | undefined;
  /**
   * Resolves when it is ready; nothing happens while it runs. Its clock is `skewMs` ahead of ours (negative: behind).
   * Rejects with what it printed where it ends before.
   */
  start(skewMs?: number): Promise<void>;
  /** SIGKILL: everything in its memory is gone, the broker's messages too. */
  kill(): Promise<void>;
  /** Stops its clock until `resume`. */
  pause(): Promise<void>;
  resume(): void;
  /** Ends it in good order, and removes its directory. May be called again. */
  stop(): Promise<void>;
}

const TOKEN = "faults";
const HOST = "127.0.0.1";

/** Short enough for a suite, and long enough for a loaded machine: a function has a second. */
const timings = { VISIBILITY_TIMEOUT_S: "6", MAX_RECEIVE_COUNT: "10", RESTOCK_OVERDUE_MS: "6000" };
/** What the environment of the suite itself must not decide. */
const unset = { CALLBACK_BASE_URL: "", RATE_LIMIT: "", MAIL_FROM: "", OPS_EMAIL: "" };

/** Prepares a store on ports of its own; `start` starts it. It ends with this process. */
export async function createStore(options: StoreOptions): Promise<FaultyStore> {
  const scratch = await createScratch();
  const [API_PORT, WEB_PORT, AWS_PORT] = [await freePort(HOST), await freePort(HOST), await freePort(HOST)];
  const ports = { API_PORT, WEB_PORT, AWS_PORT };
  const apiUrl = `http://127.0.0.1:${ports.API_PORT}`;
  const awsUrl = `http://127.0.0.1:${ports.AWS_PORT}`;
  const process = new StoreProcess(options.root ?? sourceRoot, {
    ...unset,
    ...timings,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    DATABASE_URL: options.databaseUrl,
    FACTORY_URL: options.factoryUrl,
    FACTORY_STEP_MS: String(options.factoryStepMs),
    LOCAL_DIR: `${scratch.path}/store`,
    OPS_TOKEN: TOKEN,
    ...options.environment,
  });
  return {
    ...createClient({ apiUrl, awsUrl, token: TOKEN }),
    apiUrl,
    awsUrl,
    printed: process.printed,
    get failure() {
      return process.failure;
    },
    start: (skewMs = 0) => process.start(skewMs),
    kill: () => process.end("SIGKILL"),
    pause: () => process.pause(),
    resume: () => process.resume(),
    stop: async () => {
      await process.end("SIGINT");
      await scratch.remove();
    },
  };
}
