import { handle } from "hono/aws-lambda";
import { receipts } from "./receipts.ts";

/** Lambda entry of the factory's callback. */
export const handler = handle(receipts);
