/** Every header that an answer may carry; a required one is on every such answer. */
export const headers = {
  "X-Request-Id": {
    description: "The caller's X-Request-Id where it is 1 to 64 of A-Za-z0-9_-, else a new one.",
    required: true,
    schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
  },
  ETag: {
    description: "Names this state; send it as If-None-Match to learn whether it still holds.",
    required: true,
    schema: { type: "string", pattern: '^(W/)?"[^"]*"$' },
  },
  "Cache-Control": {
    description:
      "`no-cache`: keep it, but ask whether it still holds before using it again. `no-store`: keep nothing.",
    required: true,
    schema: { type: "string", enum: ["no-cache", "no-store"] },
  },
  "Idempotent-Replayed": {
    description: "Only where an earlier request with this Idempotency-Key did this.",
    required: false,
    schema: { type: "string", const: "true" },
  },
  "Retry-After": {
    description: "Seconds after which it is worth trying again.",
    required: true,
    schema: { type: "string", pattern: "^[1-9][0-9]*$" },
  },
  Location: {
    description: "Where to ask for what has become of the order.",
    required: true,
    schema: { type: "string", pattern: "^/orders/[0-9a-f-]{36}$" },
  },
  "WWW-Authenticate": { description: "How to authenticate.", required: true, schema: { type: "string" } },
  Allow: { description: "The methods that exist here.", required: true, schema: { type: "string" } },
} as const;

export type HeaderName = keyof typeof headers;

/** References to headers; two of them are on every answer. */
export const headerRefs = (names: readonly HeaderName[] = []) =>
  Object.fromEntries(
    (["X-Request-Id", "Cache-Control", ...names] as const).map((name) => [
      name,
      { $ref: `#/components/headers/${name}` },
    ]),
  );
