type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function write(level: "info" | "warn" | "error", message: string, fields: Fields): void {
  console[level](printable(JSON.stringify({ level, message, ...fields })));
}

/** JSON leaves some control characters and line breaks as they are, which a terminal or a log reader does not. */
const printable = (json: string) =>
  json.replaceAll(
    /[\p{Cc}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Structured log lines, one JSON object each. Never pass a token, a url with one, or a customer's data. */
export const log = {
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  warn: (message: string, fields: Fields = {}) => write("warn", message, fields),
  error: (message: string, fields: Fields = {}) => write("error", message, fields),
};

/**
 * The text of whatever was thrown, for a log line or a stored reason. A failed query's own message quotes its values,
 * a customer's among them, so only its cause is told.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return discreet(String(error));
  if ("params" in error && error.cause !== undefined) return reason(error.cause);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return discreet(`${error.message}${cause}`);
}

/**
 * A text without the places where others quote what is private: the database the statement with its values and the
 * row that was there before, the callback's url its token, a url its password.
 */
const discreet = (text: string) =>
  text
    .replace(/: Sql: ".*/s, "")
    .replaceAll(/(Duplicate entry|value:?) '.*?'(?= for )/gs, "$1 '…'")
    .replaceAll(/([?&]t=)[^\s&"')]+/g, "$1…")
    .replaceAll(/(:\/\/)[^\s/?#@"']+@/g, "$1…@");
