import { expect, test, vi } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { invoker } from "../../testing/invoke.ts";
import { bindStore } from "../../testing/store.ts";
import { handler } from "./sales.ts";

const db = bindStore();

const invoke = invoker(handler);

test("behind API Gateway a sale is a sale", async () => {
  const { sku } = await addProduct(db());
  const answer = await invoke("POST", "/checkout", JSON.stringify({ sku }));
  expect(answer).toMatchObject({ statusCode: 201, isBase64Encoded: false });
  expect(JSON.parse(answer.body)).toMatchObject({ stock: 2, message: "구매 완료! 남은 재고: 2" });
});

test("a client is known by the address that API Gateway saw", async () => {
  vi.stubEnv("SST_Parameter_value_RATE_LIMIT", "0.01");
  expect(await invoke("GET", "/products", undefined, { sourceIp: "192.0.2.1" })).toMatchObject({
    statusCode: 200,
  });
  expect(await invoke("GET", "/products", undefined, { sourceIp: "192.0.2.1" })).toMatchObject({
    statusCode: 429,
    headers: { "retry-after": "100" },
  });
  expect(await invoke("GET", "/products", undefined, { sourceIp: "192.0.2.2" })).toMatchObject({
    statusCode: 200,
  });
  vi.unstubAllEnvs();
});

test.each(["", " ", "한글", "a b", "x".repeat(256)])(
  "the idempotency key %j is refused by name",
  async (key) => {
    const { sku } = await addProduct(db());
    const headers = { "idempotency-key": key };
    const answer = await invoke("POST", "/checkout", JSON.stringify({ sku }), { headers });
    expect(answer).toMatchObject({ statusCode: 400 });
    expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ pointer: "Idempotency-Key" }] });
  },
);
