import type { SQSEvent } from "aws-lambda";
import { callBack } from "../callback.ts";
import { readOrder } from "../order.ts";

/**
 * Calls back for finished goods, once and only at the store that this factory works for: anybody may order here, and a
 * url of their choice would make this function their messenger.
 */
export async function handler({ Records }: SQSEvent): Promise<void> {
  const never = new AbortController().signal;
  const orders = Records.map(({ body }) => readOrder(new TextEncoder().encode(body)));
  const ours = orders.filter(({ callbackUrl }) => isCustomer(callbackUrl));
  await Promise.all(ours.map((order) => callBack(order, never)));
}

function isCustomer(callbackUrl: string | null): boolean {
  const customer = process.env["CUSTOMER_URL"] ?? "";
  return callbackUrl !== null && URL.canParse(callbackUrl) && URL.canParse(customer)
    ? new URL(callbackUrl).origin === new URL(customer).origin
    : false;
}
