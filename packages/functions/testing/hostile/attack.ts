import * as fc from "fast-check";
import { bodiesPastLimits, hostileBody, print, sample } from "./body.ts";
import { canary, contentTypes, methods, nearly, nearlyUuids, texts } from "./corpus.ts";
import type { Route } from "./route.ts";

/** A request as it goes over the wire. */
export interface Attack {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
  /** What is wrong with it. */
  breaks: readonly string[];
  /** The statuses that may answer it. */
  expected: readonly number[];
}

/** A request on one line, as a failure tells it; long parts are cut. */
export function show({ method, path, query, headers, body, breaks }: Attack): string {
  const sent = { headers, body: body && Buffer.from(body).toString("latin1") };
  const text = `[${breaks.join("; ")}] ${method} ${path}${query && `?${query}`} ${JSON.stringify(sent)}`;
  return text.length > 800 ? `${text.slice(0, 800)}…` : text;
}

/** What exists in the store: a request is hostile by what is wrong with it, and else as good as any. */
export interface Target {
  opsToken: string;
  sku: string;
  /** A key that was used for another request. */
  usedKey: string;
  /** What stands for a parameter of a path, by the part of the path before it. */
  named: Readonly<Record<string, string>>;
}

/** One thing that is wrong with a request. */
interface Break {
  name: string;
  expected: readonly number[];
  change: fc.Arbitrary<(request: Attack) => Attack>;
}

/** Hostile requests to a route: each is wrong in one or two ways, so that none may be carried out. */
export function attacks(route: Route, target: Target): fc.Arbitrary<Attack> {
  const breaks = breaksOf(route, target);
  return fc.tuple(fc.subarray(breaks, { minLength: 1, maxLength: 2 }), noise).chain(([chosen, noisy]) =>
    fc.tuple(...chosen.map(({ change }) => change)).map((changes) => ({
      ...changes.reduce((request, change) => change(request), noisy(asAllowed(route, target))),
      breaks: chosen.map(({ name }) => name),
      expected: [...new Set(chosen.flatMap(({ expected }) => expected))],
    })),
  );
}

/** For each limit of a route's body, a request that is good but for that. */
export const attacksPastLimits = (route: Route, target: Target): Attack[] =>
  bodiesPastLimits(route, target.sku).map((body) => ({
    ...asAllowed(route, target),
    body,
    breaks: ["body"],
    expected: [400],
  }));

/** The ways in which a request to a route can be wrong, by name. */
export const breakNames = (route: Route, target: Target) => breaksOf(route, target).map(({ name }) => name);

function breaksOf(route: Route, target: Target): Break[] {
  const isRead = route.method === "GET";
  return [
    otherMethod(route),
    strangePath(route),
    ...route.parameters.flatMap((parameter) => {
      if (parameter.in === "path") return [wrongPart(parameter.name, route, target)];
      if (parameter.in === "query") return [wrongQuery(parameter.name)];
      return parameter.name === "Idempotency-Key" ? [wrongKey(target), otherKey(target)] : [];
    }),
    ...(route.parameters.some((parameter) => parameter.in === "query") ? [strangeQuery] : []),
    ...(route.body ? [wrongBody(route, target), wrongType] : []),
    ...(route.lock === "opsToken" ? [wrongToken(target)] : []),
    ...(route.lock === "callbackToken" ? [wrongCallbackToken] : []),
    ...(isRead ? [onlyNoise] : []),
  ];
}

const pathOf = ({ path }: Route, named: Target["named"], part?: [name: string, text: string]) =>
  path.replaceAll(
    /(\w+)\/\{(\w+)\}/g,
    (_, before: string, name: string) =>
      `${before}/${part?.[0] === name ? part[1] : encodeURIComponent(named[before] ?? "")}`,
  );

/** A request that the route would take. */
function asAllowed(route: Route, target: Target): Attack {
  const { method, body, lock } = route;
  return {
    method,
    path: pathOf(route, target.named),
    query: "",
    headers: {
      ...(body ? { "content-type": "application/json" } : {}),
      ...(lock === "opsToken" ? { authorization: `Bearer ${target.opsToken}` } : {}),
    },
    body: body && new TextEncoder().encode(print(sample(body.schema, target.sku))),
    breaks: [],
    expected: [],
  };
}

/** A path may be told in an answer, so it carries no secret. */
const pathTexts = texts.filter((text) => text !== canary);
const anyText = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary" }));

/** As a part of a url; what cannot be encoded is replaced, as a browser would. */
const encode = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "\ufffd"));

/** What is no text in a url. */
const rawParts = [
  "%",
  "%zz",
  "%00",
  "%ff",
  "%c0%af",
  "%ed%a0%80",
  "%2e%2e",
  "..%2f..%2f",
  "%252e%252e%252f",
  ";a=b",
  "a:b@c",
  "|",
  "\\",
  "%0d%0aX:1",
];

const otherMethod = ({ methods: existing }: Route): Break => ({
  name: "method",
  expected: [405],
  change: fc
    .constantFrom(...methods.filter((method) => !existing.includes(method)))
    .map((method) => (request) => ({ ...request, method })),
});

const strangePath = ({ method }: Route): Break => ({
  name: "path",
  expected: method === "GET" ? [404, 405, 401, 200] : [404, 405, 401],
  change: fc
    .constantFrom(
      "/",
      "//",
      "/%2e",
      "/..%2fx",
      "%20",
      "%00",
      "%0a",
      ";x=1",
      ".json",
      "/x",
      "%",
      "/%ff",
      "%3f",
      "%23",
      `/${"x".repeat(3_000)}`,
      "/x".repeat(500),
    )
    .map((suffix) => (request) => ({ ...request, path: request.path + suffix })),
});

const wrongPart = (name: string, route: Route, { sku, named }: Target): Break => ({
  name: `path ${name}`,
  // The callback's token was made for another id, so it is no use either.
  expected: route.lock === "callbackToken" ? [401, 404] : [404, 405],
  change: fc
    .oneof(
      fc.oneof(fc.constantFrom(...pathTexts), fc.string({ unit: "binary" })).map(encode),
      fc
        .constantFrom(
          ...nearly(sku),
          ...nearlyUuids(),
          ...Object.values(named).flatMap((id) => nearlyUuids(id)),
        )
        .map(encode),
      fc.constantFrom(...rawParts),
    )
    .filter((part) => !Object.values(named).includes(decodeURIComponent(part.replaceAll("%", "%25"))))
    .map((part) => (request) => ({ ...request, path: pathOf(route, named, [name, part]) })),
});

const anyQuery = (name: string) =>
  fc
    .oneof(
      anyText.map(encode),
      fc.constantFrom(
        ...nearlyUuids().map(encode),
        ...rawParts,
        "1.5",
        "201",
        "1000000000",
        "-1",
        "+5",
        "1e1",
        "[]",
        "",
      ),
    )
    .map((value) => `${name}=${value}`);

const wrongQuery = (name: string): Break => ({
  name: `query ${name}`,
  expected: [400],
  change: fc
    .tuple(anyQuery(name), fc.constantFrom("", `&${name}=1`, `&${name}[]=1`, "&&=&", "#x"))
    .map(([wrong, more]) => (request) => ({ ...request, query: wrong + more })),
});

const strangeQuery: Break = {
  name: "query",
  expected: [400],
  change: fc
    .constantFrom(
      "__proto__=1",
      "constructor=x",
      "toString=1",
      "limit[]=1",
      "Limit=1",
      "limit%00=1",
      `${"x".repeat(2_000)}=1`,
      "%ff=1",
      "a=b&a=c",
      "%E0%A4%A=1",
    )
    .map((query) => (request) => ({ ...request, query })),
};

const wrongKey = ({ usedKey }: Target): Break => ({
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
const otherKey = ({ usedKey }: Target): Break => ({
  name: "header Idempotency-Key, nearly used",
  expected: [409],
  change: fc
    .constantFrom(...nearly(usedKey).filter((key) => /^[!-~]+$/.test(key)))
    .map((key) => (request) => ({ ...request, headers: { ...request.headers, "idempotency-key": key } })),
});

const wrongBody = (route: Route, { sku }: Target): Break => ({
  name: "body",
  expected: [400, 404, 413],
  change: hostileBody(route, sku).map((body) => (request) => ({ ...request, body })),
});

const wrongType: Break = {
  name: "content type",
  expected: [415],
  change: fc.constantFrom(...contentTypes).map((type) => ({ headers, ...request }) => {
    const { "content-type": _, ...kept } = headers;
    return { ...request, headers: type === undefined ? kept : { ...kept, "content-type": type } };
  }),
};

const wrongToken = ({ opsToken }: Target): Break => ({
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

const wrongCallbackToken: Break = {
  name: "callback token",
  expected: [401],
  change: fc
    .oneof(
      fc.constant(""),
      anyQuery("t"),
      anyQuery("T"),
      fc.base64String().map((text) => `t=v1.${encode(text)}`),
    )
    .map((query) => (request) => ({ ...request, query })),
};

/** A read that is odd, and a read all the same. */
const onlyNoise: Break = { name: "noise", expected: [200, 304], change: fc.constant((request) => request) };

/** Headers and values that must mean nothing, as far as HTTP can carry them. */
const noise: fc.Arbitrary<(request: Attack) => Attack> = fc
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
      "content-encoding": fc.constantFrom("gzip", "identity, x"),
      "content-language": fc.constant("x".repeat(200)),
      "user-agent": fc.constantFrom("() { :; }; echo x", "", "${jndi:ldap://x}"),
      constructor: fc.constant("x"),
    },
    { requiredKeys: [] },
  )
  .map((headers) => (request) => ({ ...request, headers: { ...request.headers, ...headers } }));
