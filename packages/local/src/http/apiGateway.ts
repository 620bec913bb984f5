import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import pLimit from "p-limit";
import { targetOf } from "./event.ts";
import { refuse } from "./refuse.ts";
import { type RequestReport, respond, type Route } from "./respond.ts";
import { matcher, specificity } from "./route.ts";

/** Invocations at one time, as a Lambda account has a limit; whoever comes later waits for a turn and not for a function. */
const CONCURRENCY = 48;

/**
 * What clients may take up, as node:http's own options: milliseconds to say what they want, and to keep a connection
 * without asking, and bytes for the headers.
 */
const CLIENTS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  // A client asks again within seconds or not at all; closed earlier, a busy one's next request meets the close.
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  // The quota of API Gateway for the request line and all headers
  // (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html).
  maxHeaderSize: 10_240,
};

/** Connections at one time; more than a load test needs, fewer than a process may have open. */
const MAX_CONNECTIONS = 1_000;

/**
 * An HTTP API on 127.0.0.1: finds the route, invokes its function with the event API Gateway would send, and answers
 * with its result. Rejects where the port is taken.
 */
export async function startApiGateway(options: {
  port: number;
  routes: readonly Route[];
  onRequest: (report: RequestReport) => void;
  clients?: Partial<typeof CLIENTS & { maxConnections: number }>;
}): Promise<{ stop: () => Promise<void> }> {
  const routes = options.routes
    .map((route) => ({ ...route, matches: matcher(route.routeKey), rank: specificity(route.routeKey) }))
    .toSorted((a, b) => b.rank - a.rank);
  const inTurn = pLimit(CONCURRENCY);
  const { maxConnections = MAX_CONNECTIONS, ...clients } = { ...CLIENTS, ...options.clients };
  const server = createServer({ ...clients, requireHostHeader: false }, (request, response) => {
    if (!isReadable(request)) return refuse({}, request.socket);
    const { path } = targetOf(request);
    const route = routes.find(({ matches }) => matches(request.method ?? "", path));
    respond(request, response, route, inTurn)
      .then((report) => report && options.onRequest(report))
      .catch((error: unknown) => {
        console.error(`cannot answer ${request.method} ${path}: ${String(error)}`);
        response.destroy();
      });
  });
  server.maxConnections = maxConnections;
  server.on("clientError", refuse);
  server.on("checkExpectation", ({ socket }) => refuse({ code: "ERR_HTTP_EXPECTATION" }, socket));
  server.on("connect", (_, socket) => refuse({ code: "HPE_INVALID_METHOD" }, socket));
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  return { stop: () => stop(server) };
}

/**
 * Names of headers are tokens (RFC 9110, section 5.1), which the parser of Node 20.19 does not see to, and there is one
 * host (RFC 9112, section 3.2): node:http would answer without a body, and takes the first of two. Not by `headersDistinct`:
 * before Node 20.20 it throws at a header that is named as what every object has, as `constructor`.
 */
function isReadable({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  const hosts = names.filter((name) => name.toLowerCase() === "host").length;
  return names.every((name) => TOKEN.test(name)) && (hosts === 1 || httpVersion !== "1.1");
}

const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

async function stop(server: ReturnType<typeof createServer>): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 1_000);
  await once(server, "close");
  clearTimeout(timer);
}
