import { expect, test } from "vitest";
import { requestHash } from "./hash.ts";

test("equal values have equal hashes, whatever the order of their keys", () => {
  const hash = requestHash({ sku: "A", customer: { name: "N", email: "E" } });
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(requestHash({ customer: { email: "E", name: "N" }, sku: "A" })).toBe(hash);
  expect(requestHash({ customer: { email: "E", name: "N" }, sku: "A", absent: undefined })).toBe(hash);
});

test.each([
  [{ sku: "A" }, { sku: "B" }],
  [{ quantity: 1 }, { quantity: "1" }],
  [{ a: null }, {}],
  [{ list: [1, 2] }, { list: [2, 1] }],
  [{ a: { b: 1 } }, { "a.b": 1 }],
  [JSON.parse('{"__proto__":{"a":1}}'), {}],
])("%j and %j have different hashes", (one, other) => {
  expect(requestHash(one)).not.toBe(requestHash(other));
});
