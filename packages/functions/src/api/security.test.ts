import { afterEach, expect, test, vi } from "vitest";
import { config } from "@donut-states/core/config";
import { description } from "./docs/description.ts";
import { client } from "../../testing/client.ts";
import { bindStore, opsToken } from "../../testing/store.ts";
import { operations } from "./ops/operations.ts";
import { receipts } from "./receipts.ts";
import { shop } from "./shop.ts";

bindStore({ SITE_ORIGIN: "https://shop.example", SST_Secret_value_CALLBACK_SECRET: "secret" });
const authorization = `Bearer ${opsToken}`;
const callback = "/restocks/0190b1a0-0000-7000-8000-000000000000/receipt";
afterEach(() => vi.restoreAllMocks());

test.each([
  [shop, "GET", "/products", "no-cache"],
  [shop, "GET", "/healthz", "no-store"],
  [shop, "GET", "/nothing", "no-store"],
  [shop, "PUT", "/checkout", "no-store"],
  [shop, "OPTIONS", "/checkout", "no-store"],
  [operations, "GET", "/ops/summary", "no-store"],
  [operations, "GET", "/openapi.json", "no-store"],
  [receipts, "POST", callback, "no-store"],
] as const)(
  "%# %s %s tells browsers to run, frame, guess and keep nothing",
  async (app, method, path, cache) => {
    for (const headers of [{ authorization }, {}]) {
      const answer = await client(app)(method, path, { headers });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "cache-control": cache,
      });
    }
  },
);

test.each([
  ["/ops//summary"],
  ["//ops/summary"],
  ["/OPS/summary"],
  ["/ops%2Fsummary"],
  ["/%6fps/summary"],
  ["/ops/./summary"],
  ["/ops/x/../summary"],
  ["/docs/../ops/summary"],
  ["/ops/summary/"],
  ["/ops/summary;x"],
  ["/ops/summary%00"],
])("no spelling of a path is a way around the token: %s", async (path) => {
  const answer = await operations.request(path);
  expect([401, 404]).toContain(answer.status);
  expect(await answer.json()).not.toHaveProperty("outbox");
});

test.each(["", " ", "\t"])("a stage whose operations token is %j lets nobody in", async (token) => {
  vi.spyOn(config, "opsToken").mockResolvedValue(token);
  for (const sent of [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    `Bearer ${token}`,
    "Bearer undefined",
    authorization,
  ])
    expect(
      (
        await operations.request(
          "/ops/summary",
          sent === undefined ? {} : { headers: { authorization: sent } },
        )
      ).status,
    ).toBe(401);
});

/** As large as a body may be, and of the shapes that make parsers slow. */
const hostile = {
  "1,500 unknown fields": JSON.stringify(
    Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`k${at}`, 1])),
  ),
  "the same field 1,000 times": `{${'"sku":"x",'.repeat(1_000)}"sku":1}`,
  "8,000 levels": `{"sku":${"[".repeat(8_000)}${"]".repeat(8_000)}}`,
  "2,500 levels of objects": `{"customer":${'{"a":'.repeat(2_500)}1${"}".repeat(2_500)}}`,
  "a long number": `{"sku":"x","quantity":${"9".repeat(16_000)}}`,
  "an address of 16,000 letters": JSON.stringify({
    sku: "x",
    customer: { name: "x", email: `${"a.".repeat(8_000)}@` },
  }),
  "prototype keys": '{"__proto__":{"sku":"x"},"constructor":{"prototype":{"sku":"x"}}}',
};

test.each(Object.entries(hostile))("a body with %s is 400 with few words", async (_, body) => {
  const answer = await client(shop)("POST", "/checkout", {
    body,
    headers: { "content-type": "application/json" },
  });
  expect(answer.status).toBe(400);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ code: "invalid_request" });
  expect(text.length).toBeLessThan(1_000);
});

/** Of these fields those that take more than words from a list. */
const free = (properties: object) =>
  Object.entries(properties).flatMap(([name, value]) => (value && "enum" in value ? [] : [name]));

/** The names of all fields in a schema, however deep. */
function fields(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("$ref" in schema)
    return fields(description.components.schemas[String(schema.$ref).split("/").at(-1) ?? ""]);
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === "properties" && typeof value === "object" && value !== null ? free(value) : []),
    ...fields(value),
  ]);
}

test("no route takes an address that the store would call, or where the factory would call back", () => {
  const described = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  const taken = described.flatMap((operation) => fields("requestBody" in operation && operation.requestBody));
  expect(taken).toContain("sku");
  expect(
    taken.filter((name) => /url|uri|api|host|callback|factory|webhook|address|link|href/i.test(name)),
    // The identifier of a factory that the store knows already; where that is nobody can say.
  ).toEqual(["factory"]);
});
