import { afterEach, expect, test, vi } from "vitest";
import { client } from "../../testing/client.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";
import { tokenBuckets } from "./tokenBuckets.ts";

bindStore({ SITE_ORIGIN: "https://shop.example" });
const call = client(shop);
const statuses = async (ip: string, count: number) => {
  const all = [];
  for (let i = 0; i < count; i++) all.push((await call("POST", "/checkout", { json: {}, ip })).status);
  return all;
};
afterEach(() => vi.unstubAllEnvs());

test("without RATE_LIMIT there is none", async () => {
  expect(await statuses("192.0.2.9", 50)).not.toContain(429);
});

test("a client that asks too often is 429 and told when to come back, and no other client is", async () => {
  vi.stubEnv("SST_Parameter_value_RATE_LIMIT", "0.01");
  expect(await statuses("192.0.2.2", 3)).toEqual([400, 429, 429]);
  expect(await statuses("192.0.2.3", 1)).toEqual([400]);
  const headers = { origin: "https://shop.example", "x-forwarded-for": "192.0.2.4" };
  const response = await call("GET", "/products", { ip: "192.0.2.2", headers });
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("100");
  expect(response.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  expect(await response.json()).toMatchObject({ code: "too_many_requests" });
});

test("a health check is never refused", async () => {
  vi.stubEnv("SST_Parameter_value_RATE_LIMIT", "0.01");
  for (let i = 0; i < 3; i++) expect((await call("GET", "/healthz", { ip: "192.0.2.5" })).status).toBe(200);
});

test("a bucket holds one second's tokens and fills with time", () => {
  let milliseconds = 0;
  const take = tokenBuckets(() => milliseconds);
  const taken = () => [1, 2, 3, 4].map(() => take("a", 2));
  expect(taken()).toEqual([0, 0, 0.5, 0.5]);
  milliseconds = 250;
  expect(taken()).toEqual([0.25, 0.25, 0.25, 0.25]);
  milliseconds = 500;
  expect(taken()).toEqual([0, 0.5, 0.5, 0.5]);
  milliseconds = 60_000;
  expect(taken()).toEqual([0, 0, 0.5, 0.5]);
});

test("no more clients are remembered than fit, the longest unseen first to go", () => {
  const take = tokenBuckets(() => 0, 2);
  take("a", 1);
  take("b", 1);
  expect(take("a", 1)).toBe(1);
  take("c", 1);
  expect(take("a", 1)).toBe(1);
  expect(take("b", 1)).toBe(0);
});
