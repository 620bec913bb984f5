import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@donut-states/core/db/client";
import { startGateway } from "@donut-states/gateway/gateway";
import { databases, type MeasuredDatabase } from "../database/database.ts";
import { drive } from "../load/drive.ts";
import { startPart, Url } from "../parts/startPart.ts";
import type { Loop } from "../result.ts";
import { putShelf } from "../stand.ts";
import { ourOrder, overHttp } from "../subjects/overHttp.ts";
import { startWatchedFactory } from "./factory.ts";
import { timeLoop, type World } from "./timeLoop.ts";

const CROWD = 32;
/** Milliseconds in which a second order would have come. */
const AFTERMATH_MS = 2_000;

/**
 * Runs the whole store with a factory of ours, and times what lies around a sale: from the refused click to the factory, and from
 * the factory's callback to the customer. `heard` is told of each sample.
 */
export async function measureLoop(
  database: MeasuredDatabase,
  samples: number,
  heard: (what: string) => void,
): Promise<Loop> {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-bench-"));
  const factory = await startWatchedFactory();
  const { host, port, user } = database.address;
  const databaseUrl = `mysql://${user}@${host}:${port}/${databases.store}`;
  const store = await startPart(
    "store",
    { databaseUrl, factoryUrl: factory.url, directory: join(directory, "store") },
    Url,
  );
  const gateway = await startGateway({ server: database.direct, database: databases.store });
  const world = { db: connect(gateway.url), url: store.told.url, factory };
  try {
    const times = await timeLoop(world, samples, (sample) => heard(`sample ${sample} of ${samples}`));
    heard("a crowd that is refused");
    return { ...times, crowd: await refuseCrowd(world, samples * 10) };
  } finally {
    await store.stop();
    await gateway.stop();
    await factory.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** So many are refused at the same time; the factory should hear of it once. */
async function refuseCrowd({ db, url, factory }: World, refusals: number): Promise<Loop["crowd"]> {
  const shelf = await putShelf(db, 0);
  const shop = overHttp({ told: { url }, stop: () => Promise.resolve() }, ourOrder);
  const run = await drive(shop, { shelves: [shelf], clients: CROWD, until: { attempts: refusals } });
  await shop.close();
  await factory.asked(shelf.sku);
  await sleep(AFTERMATH_MS);
  return { refusals: run.refused, posts: factory.posts(shelf.sku) };
}
