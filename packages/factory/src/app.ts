import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { accepted, answerErrors, failure, requestBody } from "./answers.ts";
import { refuseForeignPages } from "./browsers.ts";
import type { Factory } from "./factory.ts";
import { injectFaults, type FactoryEnv } from "./fault-injection.ts";
import { faultRoutes } from "./fault-routes.ts";
import type { FaultSwitches } from "./faults.ts";
import { readOrder } from "./order.ts";
import { pageRoutes } from "./page.ts";

/** The factory's HTTP framework reads no more than this. */
const maxBodyBytes = 8_000_000;

/**
 * The legacy Factory API at `/api/manufactures`; beside it, and no part of the original, the page at `/` and the
 * switches at `/faults`. It knows no sockets and runs under any adapter of Hono.
 */
export function createApp({
  factory,
  faults,
}: {
  factory: Factory;
  faults: FaultSwitches;
}): Hono<FactoryEnv> {
  const app = new Hono<FactoryEnv>();

  app.use(refuseForeignPages);
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => failure(c, 413, "Request Entity Too Large") }));
  app.post("/api/manufactures", injectFaults(faults, factory.stopped), async (c) => {
    const order = readOrder(await requestBody(c));
    const { id } = factory.manufacture(order, c.get("deliver"));
    return accepted(c, id, order);
  });
  app.get("/api/manufactures", (c) => c.json({ data: factory.lines() }));

  app.route("/faults", faultRoutes(faults));
  app.route("/", pageRoutes());

  return answerErrors(app);
}
