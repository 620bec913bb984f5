import * as fc from "fast-check";
import { hostileBody } from "./body.ts";
import { canary, contentTypes, nearly } from "./corpus.ts";
import type { Attack, Break, Target } from "./request.ts";
import type { Route } from "./route.ts";

export const wrongKey = ({ usedKey }: Target): Break => ({
  name: "header Idempotency-Key",
  expected: [400, 422],
  change: fc
    .constantFrom(
      "",
      " ",
      "a b",
      "x".repeat(256),
      "x".repeat(4_000),
      "\u00e9",
      "a\tb",
      "\u0080",
      "a,b c",
      usedKey,
    )
    .map((key) => (request) => ({ ...request, headers: { ...request.headers, "idempotency-key": key } })),
});

/** Nearly the key of another request: a request of its own, which here asks for more than there is. */
export const otherKey = ({ usedKey }: Target): Break => ({
  name: "header Idempotency-Key, nearly used",
  expected: [409],
  change: fc
    .constantFrom(...nearly(usedKey).filter((key) => /^[!-~]+$/.test(key)))
    .map((key) => (request) => ({ ...request, headers: { ...request.headers, "idempotency-key": key } })),
});

export const wrongBody = (route: Route, { sku }: Target): Break => ({
  name: "body",
  expected: [400, 404, 413],
  change: hostileBody(route, sku).map((body) => (request) => ({ ...request, body })),
});

export const wrongType: Break = {
  name: "content type",
  expected: [415],
  change: fc.constantFrom(...contentTypes).map((type) => ({ headers, ...request }) => {
    const { "content-type": _, ...kept } = headers;
    return { ...request, headers: type === undefined ? kept : { ...kept, "content-type": type } };
  }),
};

export const wrongEncoding: Break = {
  name: "content encoding",
  expected: [415],
  change: fc.constantFrom("gzip", "br", "identity, x", "\u00ff").map((encoding) => (request) => ({
    ...request,
    headers: { ...request.headers, "content-encoding": encoding },
  })),
};

export const wrongToken = ({ opsToken }: Target): Break => ({
  name: "token",
  expected: [401],
  change: fc
    .constantFrom(
      undefined,
      "",
      "Bearer",
      "Bearer ",
      `Bearer ${opsToken}x`,
      `Bearer ${opsToken.slice(1)}`,
      `Bearer  ${opsToken}`,
      opsToken,
      `Basic ${opsToken}`,
      `Bearer ${opsToken},Bearer x`,
      "Bearer null",
      "Bearer undefined",
      `Bearer ${"x".repeat(4_000)}`,
      "Bearer ' OR 1=1",
      `Bearer ${canary}`,
      "\u00ff",
    )
    .map((authorization) => ({ headers, ...request }) => {
      const { authorization: _, ...kept } = headers;
      return { ...request, headers: authorization === undefined ? kept : { ...kept, authorization } };
    }),
});

/** A read that is odd, and a read all the same. */
export const onlyNoise: Break = {
  name: "noise",
  expected: [200, 304],
  change: fc.constant((request) => request),
};

/** Headers and values that must mean nothing, as far as HTTP can carry them. */
export const noise: fc.Arbitrary<(request: Attack) => Attack> = fc
  .record(
    {
      "x-http-method-override": fc.constantFrom("DELETE", "POST"),
      "x-original-url": fc.constantFrom("/ops/summary", "/healthz"),
      "x-forwarded-for": fc.constantFrom("127.0.0.1", "' OR 1=1", canary),
      "x-forwarded-host": fc.constant("evil.example"),
      "x-request-id": fc.constantFrom("", "a b", "x".repeat(65), "../x", "{}", "\u00e9", "<b>", `${canary}!`),
      "if-none-match": fc.constantFrom("*", '"x', "W/", 'W/"a", "b"', ","),
      accept: fc.constantFrom("text/html", "", "*/*;q=2", "x"),
      "accept-encoding": fc.constantFrom("gzip;q=-1", "*"),
      origin: fc.constantFrom("null", "https://evil.example", "\u00ff", "*"),
      cookie: fc.constantFrom("a", "=", `session=${canary}`, "x=".repeat(1_000)),
      range: fc.constant("bytes=9-1,-5"),
      "content-language": fc.constant("x".repeat(200)),
      "user-agent": fc.constantFrom("() { :; }; echo x", "", "${jndi:ldap://x}"),
      constructor: fc.constant("x"),
    },
    { requiredKeys: [] },
  )
  .map((headers) => (request) => ({ ...request, headers: { ...request.headers, ...headers } }));
