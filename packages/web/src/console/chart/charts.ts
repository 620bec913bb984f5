import type { InferResponseType } from "hono/client";
import type { Api } from "../api.ts";
import { format } from "../i18n/index.ts";
import { ticks, timeTicks } from "./scale.ts";

export type Bucket = InferResponseType<Api["ops"]["series"]["$get"], 200>["buckets"][number];

/** What one column of a chart shows: parts on top of or beside each other, and a mark for the longest where there is one. */
export interface Reading {
  parts: readonly number[];
  longest?: number;
}

/** A chart: how its columns are read, how its values are written, and whether its parts add up to something. */
export interface Chart {
  parts: readonly string[];
  isStacked: boolean;
  hasLongest: boolean;
  read: (bucket: Bucket) => Reading;
  write: (value: number) => string;
  /** Where the lines of its axis are, for a highest value. */
  ticks: (max: number) => number[];
  /** The whole window: what the chart's line of text says. */
  total: (buckets: readonly Bucket[]) => readonly [string, string, string];
}

const number = (value: number) => format().number(value);
const sum = (buckets: readonly Bucket[], value: (bucket: Bucket) => number) =>
  number(buckets.reduce((total, bucket) => total + value(bucket), 0));

function leadTimes(buckets: readonly Bucket[]): readonly [string, string, string] {
  const received = buckets.flatMap((bucket) => bucket.received ?? []);
  const restocks = received.reduce((total, each) => total + each.restocks, 0);
  const wholeMs = received.reduce((total, each) => total + each.meanMs * each.restocks, 0);
  const longestMs = Math.max(0, ...received.map((each) => each.longestMs));
  return [format().duration(wholeMs / Math.max(restocks, 1)), format().duration(longestMs), number(restocks)];
}

export const chartNames = ["sales", "refusals", "leadTime"] as const;
export type ChartName = (typeof chartNames)[number];

/** The charts of the console. */
export const charts: Record<ChartName, Chart> = {
  sales: {
    parts: ["sold", "cancelled"],
    isStacked: true,
    hasLongest: false,
    read: ({ sold, cancelled }) => ({ parts: [sold.units, cancelled.units] }),
    write: number,
    ticks,
    total: (buckets) => [
      sum(buckets, ({ sold }) => sold.units),
      sum(buckets, ({ sold }) => sold.orders),
      sum(buckets, ({ cancelled }) => cancelled.units),
    ],
  },
  refusals: {
    parts: ["soldOut", "firstRefusals", "refusedOrders"],
    isStacked: false,
    hasLongest: false,
    read: ({ soldOut, firstRefusals, refusedOrders }) => ({ parts: [soldOut, firstRefusals, refusedOrders] }),
    write: number,
    ticks,
    total: (buckets) => [
      sum(buckets, ({ soldOut }) => soldOut),
      sum(buckets, ({ firstRefusals }) => firstRefusals),
      sum(buckets, ({ refusedOrders }) => refusedOrders),
    ],
  },
  leadTime: {
    parts: ["mean"],
    isStacked: false,
    hasLongest: true,
    read: ({ received }) => ({ parts: [received?.meanMs ?? 0], longest: received?.longestMs ?? 0 }),
    write: (ms) => (ms === 0 ? number(0) : format().duration(ms)),
    ticks: timeTicks,
    total: leadTimes,
  },
};
