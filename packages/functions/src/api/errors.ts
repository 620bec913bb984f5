import type { Context } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Hono } from "hono";
import { isAway } from "@donut-states/core/db/failure";
import { DomainError } from "@donut-states/core/error";
import { log, reason } from "@donut-states/core/log";
import { InvalidRequest } from "./validate.ts";
import { type Env, problem } from "./problem.ts";

/** Seconds after which a client may try again while the database is away. */
const RETRY_AFTER = "1";

const AWAY = "The store cannot be reached right now.";
const IN_DOUBT =
  "It is not known whether this was carried out: where the route takes an Idempotency-Key, repeat it with the same one.";

const isRead = (method: string) => method === "GET" || method === "HEAD";

/** The one translator from what was thrown to what the caller is told; what is not meant for them stays in the log. */
export function onError(error: Error, c: Context<Env>): Response {
  if (error instanceof InvalidRequest)
    return problem(c, error.code, error.message, error.errors ? { members: { errors: error.errors } } : {});
  if (error instanceof DomainError) return refuse(error, c);
  const requestId = c.get("requestId");
  if (isAway(error)) {
    log.warn("a part that this depends on is away", { requestId, reason: reason(error) });
    return problem(c, "unavailable", isRead(c.req.method) ? AWAY : `${AWAY} ${IN_DOUBT}`, {
      headers: { "retry-after": RETRY_AFTER },
    });
  }
  log.error("a request failed", { requestId, reason: reason(error) });
  return problem(
    c,
    "internal_error",
    "The request could not be handled; it was logged under this requestId.",
  );
}

function refuse({ code, message, pointer }: DomainError, c: Context<Env>): Response {
  if (pointer === undefined) return problem(c, code, message);
  return problem(c, code, message, { members: { errors: [{ pointer, detail: message }] } });
}

/** Gives an app its unhappy paths: thrown errors, unknown paths and known paths with another method. */
export function translateErrors<A extends Hono<Env>>(app: A): A {
  app.onError(onError);
  app.notFound((c) => problem(c, "not_found", `There is nothing at ${c.req.path}`));
  app.use(
    methodNotAllowed<Env>({
      app,
      onMethodNotAllowed: (c, methods) =>
        problem(c, "method_not_allowed", `Allowed here: ${methods.join(", ")}`, {
          headers: { allow: methods.join(", ") },
        }),
    }),
  );
  return app;
}
