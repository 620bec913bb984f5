import { expect, test } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { bindStore } from "../../testing/store.ts";
import { operations } from "./ops/operations.ts";
import { receipts } from "./receipts.ts";
import { shop } from "./shop.ts";

const origin = "https://shop.example";
const db = bindStore({
  SITE_ORIGIN: `${origin},https://www.shop.example`,
  SST_Secret_value_CALLBACK_SECRET: "secret",
});
const call = client(shop);
const callback = "/restocks/0190b1a0-0000-7000-8000-000000000000/receipt";

test.each(["a", "A-Za_0-9", "x".repeat(64)])("the caller's request id comes back: %s", async (id) => {
  const response = await call("GET", "/healthz", { headers: { "x-request-id": id } });
  expect(response.headers.get("x-request-id")).toBe(id);
});

test.each(["", "x".repeat(65), "a b", "a/b", "a\tb", "{}", "é", "\u001b[2J"])(
  "another id is replaced: %j",
  async (id) => {
    const response = await call("GET", "/nothing", { headers: { "x-request-id": id } });
    const given = response.headers.get("x-request-id");
    expect(given).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({ requestId: given });
  },
);

test("every request has an id of its own", async () => {
  const ids = await Promise.all(
    [1, 2, 3].map(async () => (await call("GET", "/healthz")).headers.get("x-request-id")),
  );
  expect(new Set(ids).size).toBe(3);
});

test("the request's id is the correlation id of what it starts", async () => {
  const { sku } = await addProduct(db(), { stock: 0 });
  const headers = { "x-request-id": "my-story" };
  const response = await call("POST", "/checkout", { json: { sku }, headers });
  expect(await response.json()).toMatchObject({
    requestId: "my-story",
    restock: { correlationId: "my-story" },
  });
});

test.each(["/", "/nothing", "/products/", "/checkout/x", "/orders", "/.env", "/%00", "/a%2fb"])(
  "nothing is at %s",
  async (path) => {
    const response = await call("GET", path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found", type: expect.stringMatching(/^urn:/) });
  },
);

test.each([
  ["GET", "/checkout", "POST"],
  ["DELETE", "/checkout", "POST"],
  ["POST", "/products", "GET, HEAD"],
  ["PUT", "/products/x", "GET, HEAD"],
  ["POST", "/orders/x", "GET, HEAD"],
  ["POST", "/healthz", "GET, HEAD"],
])("%s %s is 405 and says what is allowed", async (method, path, allow) => {
  const response = await call(method, path);
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe(allow);
  expect(await response.json()).toMatchObject({ code: "method_not_allowed" });
});

test("GET of the callback is 405", async () => {
  const response = await client(receipts)("GET", callback);
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST");
});

const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

test.each([origin, "https://www.shop.example"])("%s may call the shop and operations", async (site) => {
  for (const [app, path] of [
    [shop, "/healthz"],
    [shop, "/nothing"],
    [operations, "/ops/summary"],
  ] as const) {
    const response = await client(app)("GET", path, { headers: { origin: site } });
    expect(allowed(response)).toBe(site);
    expect(response.headers.get("vary")).toContain("Origin");
    expect(response.headers.get("access-control-expose-headers")).toContain("retry-after");
    expect(response.headers.has("access-control-allow-credentials")).toBe(false);
  }
});

test.each([
  "https://shop.example.evil.com",
  "https://evil-shop.example",
  "https://x.shop.example",
  "https://shop.example.",
  "https://SHOP.example",
  "https://shop.example/",
  "https://shop.example,https://www.shop.example",
  "https://shop.example@evil.example",
  "http://shop.example",
  "https://shop.example:8443",
  "null",
  "*",
  "",
])("%s may not", async (site) => {
  for (const [app, path] of [
    [shop, "/healthz"],
    [operations, "/ops/summary"],
  ] as const) {
    const answer = await client(app)("GET", path, { headers: { origin: site } });
    expect(allowed(answer)).toBeNull();
    // Else a cache could hand this answer to the storefront, and the storefront's to others.
    expect(answer.headers.get("vary")).toContain("Origin");
  }
  const preflight = { origin: site, "access-control-request-method": "POST" };
  expect(allowed(await call("OPTIONS", "/checkout", { headers: preflight }))).toBeNull();
});

test.each([
  [shop, "/checkout", "POST"],
  [operations, "/ops/products/x", "PATCH"],
] as const)("a browser may ask before it calls", async (app, path, method) => {
  const headers = {
    origin,
    "access-control-request-method": method,
    "access-control-request-headers": "authorization,content-type,idempotency-key,if-none-match",
  };
  const response = await client(app)("OPTIONS", path, { headers });
  expect(response.status).toBe(204);
  expect(allowed(response)).toBe(origin);
  expect(response.headers.get("access-control-allow-methods")).toContain(method);
  expect(response.headers.get("access-control-allow-headers")?.split(",")).toEqual(
    expect.arrayContaining(["idempotency-key", "if-none-match"]),
  );
  // Without it a browser asks before each look at the catalogue, which doubles what a stage costs.
  expect(response.headers.get("access-control-max-age")).toBe("600");
  expect(response.headers.get("x-request-id")).not.toBeNull();
});

test("no browser may call the callback", async () => {
  for (const method of ["OPTIONS", "POST"]) {
    const response = await client(receipts)(method, callback, { headers: { origin } });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});
