import * as v from "valibot";
import { Customer } from "@donut-states/core/order/order.schema";
import type { Problem } from "./problem.ts";

/** What a form asks for, in the order in which it does. */
export const fieldNames = ["quantity", "name", "email"] as const;
export type FieldName = (typeof fieldNames)[number];

/** Where the API's schema has each of them. */
const pointers: Record<FieldName, string> = {
  quantity: "#/quantity",
  name: "#/customer/name",
  email: "#/customer/email",
};

/** The fields that were found wrong, the first on the form first. */
export const wrongFields = (problem: Problem | undefined): FieldName[] =>
  fieldNames.filter((name) => problem?.pointers?.includes(pointers[name]));

/**
 * What the API would say of a customer's details, by its own schema: nobody has to wait for that, and what is sent is
 * right. Undefined where nothing is wrong.
 */
export function findWrong(customer: Customer): Problem | undefined {
  const { issues } = v.safeParse(Customer, customer);
  if (!issues) return undefined;
  const wrong = issues.map((issue) => `#/customer/${v.getDotPath(issue) ?? ""}`);
  return { code: "invalid_request", status: 400, pointers: wrong };
}
