import { DrizzleQueryError } from "drizzle-orm";

const DUPLICATE_KEY = 1062;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;

/**
 * The messages of an error and its causes, without drizzle's own: it quotes the statement with its values, and what a
 * client sent is not believed.
 */
function messages(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause === undefined) return error.message;
  const causes = messages(error.cause);
  return error instanceof DrizzleQueryError ? causes : `${error.message}\n${causes}`;
}

/**
 * MySQL's error number, which this protocol carries only in the text; undefined where there is none. What a client
 * sent may stand on both sides of it (`Duplicate entry '…' for key … (errno 1062) …: Sql: "…"`) and is not believed.
 */
export function errorNumber(error: unknown): number | undefined {
  const message = messages(error);
  const statement = message.lastIndexOf(': Sql: "');
  const told = statement < 0 ? message : message.slice(0, statement);
  const number = [...told.matchAll(/\(errno (\d+)\)/g)].at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** True where a unique key refused the row: somebody else was first. */
export const isDuplicate = (error: unknown): boolean => errorNumber(error) === DUPLICATE_KEY;

/** True where the engine gave up a statement that will succeed when it is run again. */
export function isContention(error: unknown): boolean {
  const number = errorNumber(error);
  return number === DEADLOCK || number === LOCK_WAIT_TIMEOUT;
}

const AWAY = [
  "fetch failed",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNRESET",
  "EPIPE",
  "socket hang up",
  "ETIMEDOUT",
  "code = Aborted",
  "code = Unavailable",
  "Service Unavailable",
  "Bad Gateway",
  "Gateway Timeout",
  "terminated",
  "aborted",
];

/** True where the database could not be asked or its answer was lost: whether the statement ran is unknown. */
export function isAway(error: unknown): boolean {
  if (isContention(error) || isDuplicate(error)) return false;
  const text = messages(error);
  return AWAY.some((sign) => text.includes(sign));
}
