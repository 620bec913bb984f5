const DUPLICATE_KEY = 1062;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;

/** Every message of an error and its causes: drizzle wraps what the driver threw. */
function messages(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${messages(error.cause)}`;
}

/** MySQL's error number, which this protocol carries only in the text; undefined where there is none. */
export function errorNumber(error: unknown): number | undefined {
  const number = /\(errno (\d+)\)/.exec(messages(error))?.[1];
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
];

/** True where the database could not be asked or its answer was lost: whether the statement ran is unknown. */
export function isAway(error: unknown): boolean {
  if (isContention(error) || isDuplicate(error)) return false;
  const text = messages(error);
  return AWAY.some((sign) => text.includes(sign));
}
