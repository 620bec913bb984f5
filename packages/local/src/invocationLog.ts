import { reason } from "@donut-states/core/log";
import type { RequestReport } from "./http/respond.ts";
import type { InvocationReport } from "./lambda/invoke.ts";

/** One readable line per invocation: time, function, outcome, duration, correlation id. */
export const invocationLog = {
  request({ functionName, method, path, status, durationMs, requestId, error }: RequestReport): void {
    line(functionName, `${method} ${path} ${status}`, durationMs, requestId, error);
  },
  batch({
    functionName,
    records,
    outcome,
    failedIds,
    durationMs,
    correlationIds,
    error,
  }: InvocationReport): void {
    const failed = failedIds.length > 0 ? `, ${failedIds.length} failed` : "";
    const what = `${outcome}, ${records} ${records === 1 ? "message" : "messages"}${failed}`;
    line(functionName, what, durationMs, shorten(correlationIds), error);
  },
  /** A cron runs every second and mostly has nothing to do, so only its failures are told. */
  failure(functionName: string, error: unknown): void {
    line(functionName, "failed", undefined, undefined, error);
  },
};

/** A batch may carry many stories; the line stays readable. */
function shorten([first, second, ...others]: readonly string[]): string {
  const more = others.length > 0 ? [`+${others.length}`] : [];
  return [first, second, ...more].filter((id) => id !== undefined).join(" ");
}

function line(
  functionName: string,
  what: string,
  durationMs?: number,
  correlation?: string,
  error?: unknown,
): void {
  const time = new Date().toISOString().slice(11, 23);
  const duration = durationMs === undefined ? "" : `${durationMs.toFixed(0)} ms`;
  const why = error === undefined ? "" : `  ${reason(error)}`;
  const text = `${time}  ${functionName.padEnd(9)} ${what.padEnd(36)} ${duration.padStart(8)}  ${correlation ?? ""}${why}`;
  console.log(printable(text));
}

/** What is told may come from outside: it must not start a line of its own or steer the terminal. */
const printable = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
