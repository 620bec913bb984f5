import { setTimeout as sleep } from "node:timers/promises";
import type { Tally } from "./crowd.ts";
import { residentBytes } from "./memory.ts";
import type { Operator } from "./operator.ts";

/** What was seen from the side while the crowd was there. */
export interface Seen {
  /** How long each look at the health took, in milliseconds, and how many found no health. */
  healthMs: number[];
  unhealthy: number;
  /** Once a second: when, from the opening, and what the store's process and its children had in memory. */
  memory: { atMs: number; storeBytes: number; childrenBytes: number }[];
}

/** A moment, for those who wait. */
export interface Glance extends Pick<Tally, "arrived" | "answered" | "sold" | "refused"> {
  seconds: number;
  stock: number;
  posts: number;
  storeBytes: number;
}

const HEALTH_MS = 250;
const GLANCE_MS = 1_000;

/** Watches the store until the signal, and shows how it goes. */
export async function watch(options: {
  operator: Operator;
  pid: number;
  sku: string;
  tally: Tally;
  signal: AbortSignal;
  show: (glance: Glance) => void;
}): Promise<Seen> {
  const { signal, operator } = options;
  const seen: Seen = { healthMs: [], unhealthy: 0, memory: [] };
  const opened = performance.now();
  await Promise.all([
    every(HEALTH_MS, signal, async () => {
      const asked = performance.now();
      if (!(await operator.isHealthy().catch(() => false))) seen.unhealthy++;
      seen.healthMs.push(performance.now() - asked);
    }),
    every(GLANCE_MS, signal, async () => {
      const [storeBytes, childrenBytes] = await residentBytes(options.pid);
      const atMs = performance.now() - opened;
      seen.memory.push({ atMs, storeBytes, childrenBytes });
      options.show(await glance(options, atMs, storeBytes));
    }),
  ]);
  return seen;
}

/** Who is too busy to say what it has fails the check of its health, and no glance. */
const unknown = () => Number.NaN;

async function glance(
  { operator, sku, tally }: Parameters<typeof watch>[0],
  atMs: number,
  storeBytes: number,
): Promise<Glance> {
  const [stock, posts] = await Promise.all([
    operator.product(sku).then((product) => product.stock, unknown),
    operator.posts(sku).catch(unknown),
  ]);
  const { arrived, answered, sold, refused } = tally;
  return { arrived, answered, sold, refused, seconds: atMs / 1000, stock, posts, storeBytes };
}

async function every(ms: number, signal: AbortSignal, look: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await look();
    await sleep(ms, undefined, { signal }).catch(() => {});
  }
}
