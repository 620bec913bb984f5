import { Hono } from "hono";
import { handle } from "hono/aws-lambda";

/** The least that is an HTTP API with Hono: what the Sales API's cold start is measured against. */
export const handler = handle(new Hono().get("/", (c) => c.json({ status: "ok" })));
