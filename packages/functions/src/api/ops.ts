import { lambda } from "./lambda.ts";
import { operations } from "./ops/operations.ts";

/** Lambda entry of the operations routes. */
export const handler = lambda(operations);
