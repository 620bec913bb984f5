import { handle } from "hono/aws-lambda";
import { shop } from "./shop.ts";

/** Lambda entry of the shop's routes. */
export const handler = handle(shop);
