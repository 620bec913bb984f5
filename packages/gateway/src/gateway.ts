import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { ServerAddress } from "./address.ts";
import { basicAuthorization } from "./gateway/auth.ts";
import { Database } from "./gateway/database.ts";
import { createHttpServer } from "./gateway/http.ts";
import { ConnectionPool } from "./gateway/pool.ts";
import { databaseService } from "./gateway/service.ts";
import { SessionSeal } from "./gateway/session.ts";

export { parseMysqlUrl, type ServerAddress } from "./address.ts";

export interface GatewayOptions {
  server: ServerAddress;
  database: string;
  /** Defaults to a free port chosen by the operating system. */
  port?: number;
  /** Defaults to a random one. */
  password?: string;
  /** The most connections to the server, 64 by default: so many transactions can be open at once. */
  poolSize?: number;
  /** The longest a transaction may take, 20 s by default, as on PlanetScale. */
  transactionLimitMs?: number;
  /** The longest a statement waits for one of the connections, 5 s by default. */
  turnMs?: number;
}

export interface Gateway {
  /** With user and password, for `new Client({ url })` of @planetscale/database. */
  readonly url: string;
  readonly port: number;
  /** Rolls back what is open and closes every connection. May be called again. */
  stop(): Promise<void>;
}

const host = "127.0.0.1";

/**
 * Serves PlanetScale's HTTP protocol in front of a MySQL or MariaDB server, so that one driver fits both.
 *
 * The server need not be there: statements fail within seconds while it is away and work once it is back.
 * Rejects if the port is taken.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { server, database: name, poolSize = 64, transactionLimitMs = 20_000, turnMs = 5_000 } = options;
  const url = new URL(`http://${host}`);
  url.username = "gateway";
  url.password = options.password ?? randomBytes(16).toString("hex");

  const database = new Database(
    new ConnectionPool(server, name, { size: poolSize, turnMs }),
    transactionLimitMs,
  );
  const service = databaseService(database, new SessionSeal(name), name);
  // The driver sends user and password as they stand in the URL, percent-encoded.
  const http = createHttpServer(service, basicAuthorization(url.username, url.password));
  http.listen(options.port ?? 0, host);
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  url.port = String(address.port);

  const stop = async () => {
    http.close();
    http.closeAllConnections();
    await database.end();
  };
  let stopped: Promise<void> | undefined;
  return { url: url.href, port: address.port, stop: () => (stopped ??= stop()) };
}
