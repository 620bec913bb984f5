import { DrizzleQueryError } from "drizzle-orm";

const DUPLICATE_KEY = 1062;
const COMMAND_DENIED = 1142;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;

/**
 * The messages and codes of an error and its causes, without drizzle's own: it quotes the statement with its values.
 * Node tells of several addresses that were tried in vain as an AggregateError without a message.
 */
function messages(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own =
    error instanceof DrizzleQueryError ? [] : [error.message, "code" in error ? String(error.code) : ""];
  const several = error instanceof AggregateError ? error.errors.map(messages) : [];
  const cause = error.cause === undefined ? [] : [messages(error.cause)];
  return [...own, ...several, ...cause].join("\n");
}

/**
 * What the database itself said: the protocol quotes the statement behind it, and what a client sent is not believed.
 */
function told(error: unknown): string {
  const text = messages(error);
  const statement = text.lastIndexOf(': Sql: "');
  return statement < 0 ? text : text.slice(0, statement);
}

/**
 * MySQL's error number, which this protocol carries only in the text; undefined where there is none. What a client
 * sent may stand before it, too (`Duplicate entry '…' for key … (errno 1062)`), so the last one counts.
 */
export function errorNumber(error: unknown): number | undefined {
  const number = [...told(error).matchAll(/\(errno (\d+)\)/g)].at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** True where a unique key refused the row: somebody else was first. */
export const isDuplicate = (error: unknown): boolean => errorNumber(error) === DUPLICATE_KEY;

/** True where nobody, or not this user, may change the schema: a PlanetScale branch with safe migrations, for one. */
export function isSchemaLocked(error: unknown): boolean {
  return errorNumber(error) === COMMAND_DENIED || /direct DDL is disabled/i.test(told(error));
}

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
  "did not establish a connection",
  "code = Aborted",
  "code = Unavailable",
  "Service Unavailable",
  "Bad Gateway",
  "Gateway Timeout",
  "terminated",
  "aborted",
  "code = ResourceExhausted",
  "code = DeadlineExceeded",
  "code = ClusterEvent",
  "primary is not serving",
];

/** True where the database could not be asked or its answer was lost: whether the statement ran is unknown. */
export function isAway(error: unknown): boolean {
  if (isContention(error) || isDuplicate(error)) return false;
  const text = told(error);
  return AWAY.some((sign) => text.includes(sign));
}
