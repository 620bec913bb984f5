type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function write(level: "info" | "warn" | "error", message: string, fields: Fields): void {
  console[level](JSON.stringify({ level, message, ...fields }));
}

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
  if (!(error instanceof Error)) return String(error);
  if ("params" in error && error.cause !== undefined) return reason(error.cause);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message}${cause}`;
}
