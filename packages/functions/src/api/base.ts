import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { translateErrors } from "./errors.ts";
import type { Env } from "./problem.ts";

/** The caller's id for a request, where it is one that may stand in logs and headers; else a new one. */
const requestId = createMiddleware<Env>(async (c, next) => {
  const given = c.req.header("x-request-id") ?? "";
  const id = /^[\w-]{1,64}$/.test(given) ? given : newId();
  c.set("requestId", id);
  c.header("x-request-id", id);
  await next();
});

/**
 * What browsers may do with an answer: take it as nothing else than it says, run nothing, frame nothing, keep nothing.
 * A route that allows more says so itself (https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html).
 */
const secured = createMiddleware<Env>(async (c, next) => {
  c.header("x-content-type-options", "nosniff");
  c.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  c.header("referrer-policy", "no-referrer");
  c.header("cache-control", "no-store");
  await next();
});

/** An app with request ids, security headers and problems, for the entries that only machines call. */
export const machineApp = () => translateErrors(new Hono<Env>().use(requestId).use(secured));

/** The same for browsers: the storefront's exact origins may call it, and read the headers of its answers. */
export const browserApp = () =>
  translateErrors(
    new Hono<Env>()
      .use(requestId)
      .use(secured)
      .use(
        cors({
          origin: (origin) => (config.siteOrigins().includes(origin) ? origin : null),
          allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
          allowHeaders: ["authorization", "content-type", "idempotency-key", "if-none-match", "x-request-id"],
          exposeHeaders: ["etag", "idempotent-replayed", "retry-after", "x-request-id"],
          maxAge: 600,
        }),
      ),
  );
