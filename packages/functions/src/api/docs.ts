import { Hono } from "hono";
import { description } from "./docs/description.ts";
import { page } from "./docs/page.ts";
import type { Env } from "./problem.ts";

/** The page loads nothing and runs no script, and browsers are told so. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The API's description, for machines and for people. */
export const docs = new Hono<Env>()
  .get("/openapi.json", (c) => c.json(description, 200))
  .get("/docs", (c) => {
    c.header("content-security-policy", policy);
    return c.html(page(description));
  });
