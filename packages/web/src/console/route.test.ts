import { expect, test } from "vitest";
import { href, readRoute } from "./route.ts";

test.for([
  ["", { page: "flow", id: undefined }],
  ["#/queues", { page: "queues", id: undefined }],
  ["#/queues/ads", { page: "queues", id: "ads" }],
  ["#/nowhere/1", { page: "flow", id: "1" }],
  ["#/products/%E0%A4%A", { page: "products", id: "%E0%A4%A" }],
] as const)("%s is where it says", ([hash, route]) => {
  expect(readRoute(hash)).toEqual(route);
});

test("what is written into the address is read out of it again", () => {
  expect(readRoute(href("trace", "a/b ?#도넛"))).toEqual({ page: "trace", id: "a/b ?#도넛" });
});
