import { expect, test } from "vitest";
import { findWrong, wrongFields } from "./fields.ts";

const problem = (...pointers: string[]) => ({ code: "invalid_request", status: 400, pointers }) as const;

test("the fields that were found wrong, as they follow each other on the form", () => {
  expect(wrongFields(problem("#/customer/email", "#/customer/name", "#/quantity"))).toEqual([
    "quantity",
    "name",
    "email",
  ]);
  expect(wrongFields(problem("#/customer/email"))).toEqual(["email"]);
});

test("what is on no form is none of them", () => {
  expect(wrongFields(problem("Idempotency-Key", "#", "#/sku"))).toEqual([]);
  expect(wrongFields({ code: "in_stock", status: 409 })).toEqual([]);
  expect(wrongFields(undefined)).toEqual([]);
});

test.for([
  [{ name: "도비", email: "dobi@example.com" }, []],
  [{ name: " ", email: "dobi@example.com" }, ["name"]],
  [{ name: "도비", email: "dobi@" }, ["email"]],
  [{ name: "", email: "" }, ["name", "email"]],
  [{ name: "x".repeat(101), email: `${"x".repeat(250)}@example.com` }, ["name", "email"]],
] as const)("%j is judged as the API judges it", ([customer, wrong]) => {
  expect(wrongFields(findWrong(customer))).toEqual(wrong);
});
