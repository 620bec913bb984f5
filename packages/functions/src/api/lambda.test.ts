import { expect, test, vi } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { invoker } from "../../testing/invoke.ts";
import { bindStore } from "../../testing/store.ts";
import { handler as ops } from "./ops.ts";
import { handler as receipt } from "./receipt.ts";
import { handler as sales } from "./sales.ts";

const db = bindStore({ SST_Secret_value_CALLBACK_SECRET: "secret" });
const callback = "/restocks/0190b1a0-0000-7000-8000-000000000000/receipt";
const shop = invoker(sales);

const methods = ["TRACE", "CONNECT", "TRACK", "PROPFIND", "LOCK", "X", "__proto__", "get", "Post", "delete"];

test.each(methods)("%s is 405 and a problem on every function", async (method) => {
  for (const [handler, path] of [
    [sales, "/checkout"],
    [sales, "/healthz"],
    [receipt, callback],
    [ops, "/docs"],
  ] as const) {
    const answer = await invoker(handler)(method, path);
    expect(answer).toMatchObject({
      statusCode: 405,
      headers: { "content-type": "application/problem+json", allow: expect.any(String) },
    });
    expect(JSON.parse(answer.body)).toMatchObject({ code: "method_not_allowed" });
  }
});

test("a method that nobody has is no way around the operations token", async () => {
  for (const method of methods)
    expect(await invoker(ops)(method, "/ops/summary")).toMatchObject({ statusCode: 401 });
});

test("a body that came with a GET is ignored, and nothing is logged", async () => {
  const logged = vi.spyOn(console, "error");
  expect(await shop("GET", "/healthz", '{"a":1}')).toMatchObject({ statusCode: 200 });
  expect(await invoker(receipt)("GET", callback, '{"a":1}')).toMatchObject({ statusCode: 405 });
  expect(logged).not.toHaveBeenCalled();
});

test.each([
  "*",
  "x",
  "@evil.example/products",
  ":99999/",
  "//evil.example/x",
  "/\\evil.example",
  "/%",
  "/%ff",
])("the path %j is nowhere, and a problem", async (path) => {
  const answer = await shop("GET", path);
  expect(answer).toMatchObject({ statusCode: 404 });
  expect(JSON.parse(answer.body)).toMatchObject({ code: "not_found" });
});

test("a body in base64 is as long as it is decoded: 16 KiB are taken, and one byte more is 413", async () => {
  const { sku } = await addProduct(db());
  const fit = JSON.stringify({ sku }).padEnd(16 * 1024, " ");
  expect(await shop("POST", "/checkout", fit)).toMatchObject({ statusCode: 201 });
  const headers = { "content-length": "2" };
  expect(await shop("POST", "/checkout", `${fit} `, { headers })).toMatchObject({ statusCode: 413 });
  expect(await shop("POST", "/checkout", "x".repeat(5_000_000))).toMatchObject({ statusCode: 413 });
});
