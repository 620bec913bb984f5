import * as fc from "fast-check";
import { canary, methods, nearly, nearlyUuids, texts } from "./corpus.ts";
import { type Break, pathOf, type Target } from "./request.ts";
import type { Route } from "./route.ts";

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

export const otherMethod = ({ methods: existing }: Route): Break => ({
  name: "method",
  expected: [405],
  change: fc
    .constantFrom(...methods.filter((method) => !existing.includes(method)))
    .map((method) => (request) => ({ ...request, method })),
});

/** A PUT of something that does not exist would make it, were it not of a factory that does not exist either. */
const unmade = ({ method }: Route) => (method === "PUT" ? [400] : []);

export const strangePath = (route: Route): Break => ({
  name: "path",
  expected: [404, 405, 401, ...(route.method === "GET" ? [200] : []), ...unmade(route)],
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

export const wrongPart = (name: string, route: Route, { sku, named }: Target): Break => ({
  name: `path ${name}`,
  // The callback's token was made for another id, so it is no use either.
  expected: route.lock === "callbackToken" ? [401, 404] : [404, 405, ...unmade(route)],
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

export const wrongQuery = (name: string): Break => ({
  name: `query ${name}`,
  // Any text may be a sku, but not one that there is.
  expected: name === "sku" ? [400, 404] : [400],
  change: fc
    .tuple(anyQuery(name), fc.constantFrom("", `&${name}=1`, `&${name}[]=1`, "&&=&", "#x"))
    .map(([wrong, more]) => (request) => ({ ...request, query: wrong + more })),
});

export const strangeQuery: Break = {
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

export const wrongCallbackToken: Break = {
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
