import { createMiddleware } from "hono/factory";
import { config } from "@donut-states/core/config";
import { type Env, problem } from "./problem.ts";
import { tokenBuckets } from "./tokenBuckets.ts";

const take = tokenBuckets();

/**
 * Holds each client to RATE_LIMIT requests per second, where that is set; clients are told apart by the address that
 * API Gateway saw, which no header can forge. Every Lambda instance counts for itself, so in a crowd a client may get
 * more: it keeps one client from starving the others, and API Gateway's own throttle protects the account.
 */
export const limitRate = createMiddleware<Env>(async (c, next) => {
  const perSecond = config.rateLimit();
  if (perSecond === undefined) return next();
  // Outside Lambda the app is called without an environment.
  const env: Env["Bindings"] | undefined = c.env;
  const seconds = take(env?.requestContext?.http?.sourceIp ?? "unknown", perSecond);
  if (seconds === 0) return next();
  const headers = { "retry-after": String(Math.ceil(seconds)) };
  return problem(c, "too_many_requests", `At most ${perSecond} requests per second`, { headers });
});
