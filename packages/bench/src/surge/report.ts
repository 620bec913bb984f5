import { quantile } from "../statistics.ts";
import type { Evidence } from "./verdict.ts";
import type { Glance } from "./watch.ts";

/** Milliseconds: the middle, the slowest hundredth, the slowest. */
export const spread = (values: readonly number[]) => ({
  p50: Math.round(quantile(values, 0.5)),
  p99: Math.round(quantile(values, 0.99)),
  max: Math.round(quantile(values, 1)),
});

/** How a run went, in numbers. */
export function figures({ tally, seen, elapsedMs, posts }: Evidence, crowdMs: number) {
  const store = seen.memory.map(({ storeBytes }) => storeBytes);
  const children = seen.memory.map(({ childrenBytes }) => childrenBytes);
  return {
    secondsUntilAllWereTold: crowdMs / 1000,
    secondsUntilRest: elapsedMs / 1000,
    answersPerSecond: Math.round(tally.answered / (crowdMs / 1000)),
    soldMs: spread(tally.soldMs),
    refusedMs: spread(tally.refusedMs),
    healthMs: spread(seen.healthMs),
    factoryPosts: posts,
    storeMb: {
      ...range(store),
      growthPerMinute: megabytes(slopePerMinute(secondHalf(seen.memory))),
    },
    childrenMb: range(children),
  };
}

const range = (bytes: readonly number[]) => ({
  first: megabytes(bytes[0] ?? Number.NaN),
  last: megabytes(bytes.at(-1) ?? Number.NaN),
  highest: megabytes(Math.max(...bytes)),
});

type Sample = Evidence["seen"]["memory"][number];

/** The first half is the store growing to its work. */
const secondHalf = (samples: readonly Sample[]) => samples.slice(Math.floor(samples.length / 2));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The straight line nearest to the samples (least squares): how much the store's memory grows in a minute, in bytes. */
export function slopePerMinute(samples: readonly Pick<Sample, "atMs" | "storeBytes">[]): number {
  const [x, y] = [mean(samples.map(({ atMs }) => atMs)), mean(samples.map(({ storeBytes }) => storeBytes))];
  let [along, squares] = [0, 0];
  for (const { atMs, storeBytes } of samples) {
    along += (atMs - x) * (storeBytes - y);
    squares += (atMs - x) ** 2;
  }
  return squares === 0 ? 0 : (along / squares) * 60_000;
}

/** One line, as long as the crowd is there. */
export function progressLine({
  seconds,
  arrived,
  answered,
  sold,
  refused,
  stock,
  posts,
  storeBytes,
}: Glance): string {
  const time = `${seconds.toFixed(0).padStart(4)} s`;
  const counts = `${arrived} came, ${sold} sold, ${refused} refused, ${arrived - answered} waiting`;
  return `${time}  ${counts}  | shelf ${stock}  factory POSTs ${posts}  store ${megabytes(storeBytes)} MB`;
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2);
