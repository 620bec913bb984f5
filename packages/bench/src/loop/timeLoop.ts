import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@donut-states/core/db/client";
import * as v from "valibot";
import type { Loop } from "../result.ts";
import { putShelf } from "../stand.ts";
import { quantile } from "../statistics.ts";
import type { WatchedFactory } from "./factory.ts";

/** A running store, its database, and the factory that it asks. */
export interface World {
  db: Database;
  /** Of its API. */
  url: string;
  factory: WatchedFactory;
}

const Stock = v.object({ stock: v.number() });
/** Milliseconds between two looks at the shelf. */
const LOOK_MS = 2;

/**
 * Times what lies around a sale, one product after the other: from the refused click to the factory, and from its callback to the
 * customer. `heard` is told of each sample, from 1.
 */
export async function timeLoop(
  world: World,
  samples: number,
  heard: (sample: number) => void,
): Promise<Omit<Loop, "crowd">> {
  await once(world); // everything has run before anything counts
  const times: Awaited<ReturnType<typeof once>>[] = [];
  for (let sample = 1; sample <= samples; sample++) {
    heard(sample);
    times.push(await once(world));
  }
  return {
    samples,
    toFactory: quantiles(times.map(({ toFactory }) => toFactory)),
    toStock: quantiles(times.map(({ toStock }) => toStock)),
  };
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
