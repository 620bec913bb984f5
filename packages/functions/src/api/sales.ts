import { lambda } from "./lambda.ts";
import { shop } from "./shop.ts";

/** Lambda entry of the shop's routes. */
export const handler = lambda(shop);
