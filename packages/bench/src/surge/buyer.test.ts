import { describe, expect, test } from "vitest";
import { verdictOf } from "./buyer.ts";

const order = { id: "1", quantity: 1, status: "confirmed" };

test("a confirmed order of one is a sale", () => {
  expect(verdictOf({ status: 201, body: { order, stock: 0 } })).toEqual({ told: "sold", orderId: "1" });
});

test("out of stock is a refusal", () => {
  expect(verdictOf({ status: 409, body: { code: "out_of_stock", stock: 0 } })).toEqual({ told: "refused" });
});

test("a store that is away is unavailable, and may be asked again", () => {
  expect(verdictOf({ status: 503, body: { code: "unavailable" } }).told).toBe("unavailable");
});

describe("wrong is", () => {
  test.each([
    ["a sale that answers 200", 200, { order, stock: 0 }],
    ["another quantity", 201, { order: { ...order, quantity: 2 }, stock: 0 }],
    ["a stock below nothing", 201, { order, stock: -1 }],
    ["a sale that is not confirmed", 201, { order: { ...order, status: "pending" }, stock: 1 }],
    ["another conflict", 409, { code: "in_stock", stock: 0 }],
    ["a refusal that answers 200", 200, { code: "out_of_stock", stock: 0 }],
    ["an error", 500, { code: "internal_error" }],
    ["no JSON", 502, undefined],
  ])("%s", (_, status, body) => {
    expect(verdictOf({ status, body }).told).toBe("wrong");
  });
});
