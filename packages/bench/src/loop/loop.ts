import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Database } from "@donut-states/core/db/client";
import { startGateway } from "@donut-states/gateway/gateway";
import * as v from "valibot";
import { databases, type MeasuredDatabase } from "../database/database.ts";
import { drive } from "../load/drive.ts";
import { startPart, Url } from "../parts/startPart.ts";
import type { Loop } from "../result.ts";
import { putShelf } from "../stand.ts";
import { quantile } from "../statistics.ts";
import { ourOrder, overHttp } from "../subjects/overHttp.ts";
import { startWatchedFactory, type WatchedFactory } from "./factory.ts";

const Stock = v.object({ stock: v.number() });
const CROWD = 32;
/** Milliseconds between two looks at the shelf. */
const LOOK_MS = 2;
/** Milliseconds in which a second order would have come. */
const AFTERMATH_MS = 2_000;

interface World {
  db: Database;
  url: string;
  factory: WatchedFactory;
}

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
    await once(world); // everything has run before anything counts
    const times: Awaited<ReturnType<typeof once>>[] = [];
    for (let sample = 0; sample < samples; sample++) {
      heard(`sample ${sample + 1} of ${samples}`);
      times.push(await once(world));
    }
    heard("a crowd that is refused");
    return {
      samples,
      toFactory: quantiles(times.map(({ toFactory }) => toFactory)),
      toStock: quantiles(times.map(({ toStock }) => toStock)),
      crowd: await refuseCrowd(world, samples * 10),
    };
  } finally {
    await store.stop();
    await gateway.stop();
    await factory.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const quantiles = (values: readonly number[]) => ({
  p50: quantile(values, 0.5),
  p99: quantile(values, 0.99),
});

/** One product: refused, ordered, delivered, and seen. */
async function once({ db, url, factory }: World) {
  const { sku } = await putShelf(db, 0);
  const clicked = performance.now();
  const headers = { "content-type": "application/json" };
  const refused = await fetch(`${url}/checkout`, { method: "POST", headers, body: JSON.stringify({ sku }) });
  if (refused.status !== 409) throw new Error(`An empty shelf was answered ${refused.status}`);
  const asked = await factory.asked(sku);
  const calledBack = performance.now();
  await asked.deliver();
  while ((await stockOf(url, sku)) === 0) await sleep(LOOK_MS);
  return { toFactory: asked.at - clicked, toStock: performance.now() - calledBack };
}

async function stockOf(url: string, sku: string): Promise<number> {
  const answer = await fetch(`${url}/products/${sku}`);
  return v.parse(Stock, await answer.json()).stock;
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
