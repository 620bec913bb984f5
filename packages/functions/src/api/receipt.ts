import { lambda } from "./lambda.ts";
import { receipts } from "./receipts.ts";

/** Lambda entry of the factory's callback. */
export const handler = lambda(receipts);
