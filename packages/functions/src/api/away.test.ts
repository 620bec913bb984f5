import { expect, test, vi } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { client } from "../../testing/client.ts";
import { closedPort } from "../../testing/closedPort.ts";
import { opsToken } from "../../testing/store.ts";
import { operations } from "./ops/operations.ts";
import { shop } from "./shop.ts";

vi.stubEnv("SST_Secret_value_DATABASE_URL", `http://user:hunter2@${await closedPort()}`);
vi.stubEnv("SST_Secret_value_OPS_TOKEN", opsToken);

const bearer = { authorization: `Bearer ${opsToken}` };

test.each([
  ["GET", "/healthz"],
  ["GET", "/products"],
  ["GET", "/products/x"],
  ["GET", `/orders/${newId()}`],
  ["POST", "/checkout"],
  ["GET", "/ops/summary"],
  ["GET", "/ops/restocks"],
  ["POST", `/ops/restocks/${newId()}/retry`],
  ["POST", "/ops/products/x/adjustments"],
])("%s %s is 503 while the database is away, and worth trying again", async (method, path) => {
  const logged = vi.spyOn(console, "warn");
  const json = path.endsWith("adjustments") ? { delta: 1, reason: "count" } : { sku: "x" };
  const app = path.startsWith("/ops") ? operations : shop;
  const response = await client(app, bearer)(method, path, method === "POST" ? { json } : {});
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ code: "unavailable" });
  // What only reads was not carried out, and may be repeated as it is.
  expect(text.includes("Idempotency-Key")).toBe(method !== "GET");
  expect(text + JSON.stringify(logged.mock.calls)).not.toContain("hunter2");
  expect(JSON.stringify(logged.mock.calls)).toContain("a part that this depends on is away");
});

test("bad input is the caller's mistake all the same", async () => {
  expect((await client(shop)("POST", "/checkout", { json: {} })).status).toBe(400);
  expect((await client(operations)("GET", "/ops/summary")).status).toBe(401);
});
