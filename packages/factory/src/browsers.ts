import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { failure } from "./answers.ts";

/**
 * Refuses what a browser sends for a page of another origin: the original takes any body of any type, so every page
 * that is open on this machine could order goods here, and have the factory call any address. Programs send no Origin,
 * and the page of the factory its own.
 */
export const refuseForeignPages: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header("origin");
  if (origin === undefined || isOwn(origin, new URL(c.req.url))) return next();
  return failure(c, 403, "Forbidden");
};

/** Over plain http a name proves nothing, as its owner may have it point to this machine (DNS rebinding). */
const isOwn = (origin: string, { origin: own, protocol, hostname }: URL) =>
  origin === own &&
  (protocol === "https:" || hostname === "localhost" || isIP(hostname.replace(/^\[|\]$/g, "")) > 0);
