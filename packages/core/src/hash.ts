import { createHash } from "node:crypto";

/** Objects with their keys in one order, so that equal values have equal texts. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, canonical(entry)]),
  );
}

/** SHA-256, in hex, of a parsed request: tells a repeated request from a reused idempotency key. */
export function requestHash(request: object): string {
  return createHash("sha256")
    .update(JSON.stringify(canonical(request)))
    .digest("hex");
}

/**
 * A client's key in a form that every server compares exactly: by most servers' default collations `a` and `A` are the
 * same. It also keeps clients' keys and our own ids apart.
 */
export const keyHash = (key: string): string => createHash("sha256").update(key).digest("hex");
