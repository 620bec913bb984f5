import { expect, test } from "vitest";
import { readHash, writeHash } from "./hash.ts";

test.for([
  ["", []],
  ["#", []],
  ["#/", []],
  ["#/orders", ["orders"]],
  ["#orders/1", ["orders", "1"]],
  ["#/products/%E0%A4%A", ["products", "%E0%A4%A"]],
] as const)("%s has its parts", ([hash, parts]) => {
  expect(readHash(hash)).toEqual(parts);
});

test("what is written into the address is read out of it again", () => {
  expect(readHash(writeHash("products", "a/b ?#도넛"))).toEqual(["products", "a/b ?#도넛"]);
});
