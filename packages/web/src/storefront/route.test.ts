import { expect, test } from "vitest";
import { readRoute, toMine, toProduct, toShelf } from "./route.ts";

test.for([
  [toShelf(), { page: "shelf" }],
  [toProduct("CP/502101 ?#"), { page: "product", sku: "CP/502101 ?#" }],
  [toMine(), { page: "mine", id: undefined }],
  [toMine("0199"), { page: "mine", id: "0199" }],
  ["", { page: "shelf" }],
  ["#shelf", { page: "shelf" }],
  ["#/products", { page: "shelf" }],
  ["#/nowhere/1", { page: "shelf" }],
] as const)("%s is where it says", ([hash, route]) => {
  expect(readRoute(hash)).toEqual(route);
});
