import { createHash } from "node:crypto";
import { Hono } from "hono";
import { description } from "./docs/description.ts";
import { page } from "./docs/page.ts";
import { style } from "./docs/style.ts";
import type { Env } from "./problem.ts";

/** The page loads nothing, runs no script and has no style but its own, and browsers are told so. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The API's description, for machines and for people. */
export const docs = new Hono<Env>()
  .get("/openapi.json", (c) => c.json(description, 200))
  .get("/docs", (c) => {
    c.header("content-security-policy", policy);
    return c.html(page(description));
  });
