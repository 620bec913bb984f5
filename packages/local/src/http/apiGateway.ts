import { once } from "node:events";
import { createServer } from "node:http";
import pLimit from "p-limit";
import { targetOf } from "./event.ts";
import { type RequestReport, respond, type Route } from "./respond.ts";
import { matcher, specificity } from "./route.ts";

/** Invocations at one time, as a Lambda account has a limit; whoever comes later waits for a turn and not for a function. */
const CONCURRENCY = 48;

/** Milliseconds a client may take to say what it wants, as the server's own options. */
const SLOW_CLIENTS = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5_000 };

/**
 * An HTTP API on 127.0.0.1: finds the route, invokes its function with the event API Gateway would send, and answers
 * with its result. Rejects where the port is taken.
 */
export async function startApiGateway(options: {
  port: number;
  routes: readonly Route[];
  onRequest: (report: RequestReport) => void;
}): Promise<{ stop: () => Promise<void> }> {
  const routes = options.routes
    .map((route) => ({ ...route, matches: matcher(route.routeKey), rank: specificity(route.routeKey) }))
    .toSorted((a, b) => b.rank - a.rank);
  const inTurn = pLimit(CONCURRENCY);
  const server = createServer(SLOW_CLIENTS, (request, response) => {
    const { path } = targetOf(request);
    const route = routes.find(({ matches }) => matches(request.method ?? "", path));
    respond(request, response, route, inTurn)
      .then((report) => report && options.onRequest(report))
      .catch((error: unknown) => {
        console.error(`cannot answer ${request.method} ${path}: ${String(error)}`);
        response.destroy();
      });
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return { stop: () => stop(server) };
}

async function stop(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 1_000);
  await once(server, "close");
  clearTimeout(timer);
}
