import { expect, test } from "vitest";
import { client } from "../../testing/client.ts";
import { bindStore, opsToken } from "../../testing/store.ts";
import { operations } from "./ops/operations.ts";

bindStore();
const call = client(operations);

const routes = operations.routes
  .filter(({ method, path }) => method !== "ALL" && path.startsWith("/ops"))
  .map(({ method, path }) => [method, path.replaceAll(/:\w+/g, "x")] as const);

test.each(routes)("%s %s is closed to everybody else", async (method, path) => {
  const response = await call(method, path);
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  expect(await response.json()).toMatchObject({ code: "unauthorized" });
});

test.each([
  ["no token", "Bearer "],
  ["another token", `Bearer ${opsToken.replace(/./, (first) => (first === "0" ? "1" : "0"))}`],
  ["a part of it", `Bearer ${opsToken.slice(0, -1)}`],
  ["more than it", `Bearer ${opsToken}x`],
  ["another scheme", `Basic ${btoa(`ops:${opsToken}`)}`],
  ["the bare token", opsToken],
])("with %s it is 401", async (_, authorization) => {
  const response = await call("GET", "/ops/summary", { headers: { authorization } });
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain(opsToken);
});

test("a token in the query is none", async () => {
  expect((await call("GET", `/ops/summary?token=${opsToken}`)).status).toBe(401);
});

test("what is not there is not told to strangers either", async () => {
  expect((await call("GET", "/ops/nothing")).status).toBe(401);
});

test.each(["Bearer", "bearer"])("%s opens it", async (scheme) => {
  const headers = { authorization: `${scheme} ${opsToken}` };
  expect((await call("GET", "/ops/summary", { headers })).status).toBe(200);
  expect((await call("GET", "/ops/nothing", { headers })).status).toBe(404);
  const wrongMethod = await call("POST", "/ops/summary", { headers });
  expect(wrongMethod.status).toBe(405);
  expect(wrongMethod.headers.get("allow")).toBe("GET, HEAD");
});
