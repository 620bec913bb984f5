import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app.ts";
import { createFactory, type Line } from "./factory.ts";
import { createFaults, type FaultSwitches } from "./faults.ts";

export interface FactoryOptions {
  /** 0 takes any free port. */
  port: number;
  /** Milliseconds from one step of a production to the next. */
  stepMs: number;
  host?: string;
}

export interface RunningFactory {
  /** Base URL without a path. */
  readonly url: string;
  readonly port: number;
  readonly faults: FaultSwitches;
  /** Every production since the start, oldest first. */
  orders(): Line[];
  /** Resolves when no production is running and every callback has been sent. */
  idle(): Promise<void>;
  /** Ends productions, connections and the server, also those that hang. */
  stop(): Promise<void>;
}

/**
 * Starts the legacy factory on this machine.
 * @throws the server's own error, such as `EADDRINUSE`, when it cannot listen.
 */
export async function startFactory({
  port,
  stepMs,
  host = "127.0.0.1",
}: FactoryOptions): Promise<RunningFactory> {
  const factory = createFactory({ stepMs });
  const faults = createFaults();
  const app = createApp({ factory, faults });
  const listener = getRequestListener(
    (request, { incoming }) =>
      app.fetch(copyable(request), { cutConnection: () => incoming.socket.destroy() }),
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  const listeningPort = await listen(server, port, host);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${listeningPort}`,
    port: listeningPort,
    faults,
    orders: () => factory.lines(),
    idle: () => factory.idle(),
    stop() {
      factory.stop();
      return close(server);
    },
  };
}

/** Hono limits a body of unknown length by copying its request, which the adapter's own kind of request cannot be. */
function copyable(request: Request): Request {
  if (request.headers.has("content-length") || request.body === null) return request;
  const { url, method, headers, body } = request;
  return new Request(url, { method, headers, body, duplex: "half" });
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  // A server that listens on a port has an address of this form.
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
