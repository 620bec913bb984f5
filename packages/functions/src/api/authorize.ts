import { createHash, timingSafeEqual } from "node:crypto";
import { createMiddleware } from "hono/factory";
import { config } from "@donut-states/core/config";
import { type Env, problem } from "./problem.ts";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Lets only the bearer of the operations token in (RFC 6750); compared in constant time, whatever its length. A stage
 * whose token is blank lets nobody in.
 */
export const authorize = createMiddleware<Env>(async (c, next) => {
  const given = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
  const token = await config.opsToken();
  if (token.trim() !== "" && timingSafeEqual(digest(given), digest(token))) return next();
  const headers = { "www-authenticate": 'Bearer realm="operations"' };
  return problem(c, "unauthorized", "Send the operations token as a bearer token", { headers });
});
