import { type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { fromNow, truth } from "../../db/columns.ts";
import type { Balance } from "../../stock/stock.schema.ts";
import type { Finding } from "../operations.schema.ts";
import type { QueueView } from "./queueView.ts";

/** What a check looks at. The queues were read first: what was in none of them then has been dealt with since, or is lost. */
export interface Scene {
  db: Database;
  queues: readonly QueueView[];
  products: readonly Balance[];
}

/** One thing that must hold of the whole store. Each is one statement, so that a sale going on is no misfit. */
export interface Check {
  name: string;
  /** What holds, in a sentence. */
  rule: string;
  /** The first row that does not fit; undefined where all do. */
  look: (scene: Scene) => Promise<Finding | undefined>;
}

/** Minutes after which what is on its way has been forgotten: relay and watchdog tick once a minute at the least. */
const LATE_MINUTES = 15;
/** Minutes after which what was published has arrived, or waits in a queue where SQS counts it. */
export const ARRIVED_MINUTES = 5;
/** Minutes that are looked back where every row would be too many. */
export const RECENT_MINUTES = 60;

export const minutesAgo = (minutes: number) => fromNow(-minutes * 60_000);

const isBefore = (time: SQLWrapper, minutes: number) => sql`${time} < ${minutesAgo(minutes)}`.mapWith(truth);

/** Whether a time lies so far back that nobody seems to be at it. */
export const isLate = (time: SQLWrapper) => isBefore(time, LATE_MINUTES);

/** Whether what was published at a time has reached its queues, and SQS counts it there. */
export const hasArrived = (time: SQLWrapper) => isBefore(time, ARRIVED_MINUTES);

/** A promise that is broken. */
export const wrong = (row: string, message: string): Finding => ({ verdict: "wrong", row, message });

/** Something that is on its way, or waits for a person who knows of it. */
export const inMotion = (row: string, message: string): Finding => ({ verdict: "in_motion", row, message });

/** Something that is on its way unless it has been so for too long; `mover` is whose work that is. */
export const movedBy = (mover: string, row: string, message: string, late: boolean): Finding =>
  late
    ? wrong(row, `${message} for more than ${LATE_MINUTES} minutes: does the ${mover} run?`)
    : inMotion(row, message);
