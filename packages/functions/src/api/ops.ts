import { handle } from "hono/aws-lambda";
import { operations } from "./ops/operations.ts";

/** Lambda entry of the operations routes. */
export const handler = handle(operations);
