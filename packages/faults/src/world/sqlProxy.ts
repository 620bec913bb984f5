import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { relayConnection, type SqlConnection } from "./sqlConnection.ts";
import { type Act, type Moment, type Watch, type WatchOptions, Watches } from "./sqlWatch.ts";

const HOST = "127.0.0.1";

/** A TCP port before a database server, on which statements can be seen, held and lost. */
export interface SqlProxy {
  readonly port: number;
  /**
   * Acts at statements that match: before they reach the server (`request`) or when they have run and their answer is
   * on its way (`reply`). Statement or answer wait for the act; where it says `drop` or throws, they are lost with
   * their connection. A COMMIT is matched as its whole transaction, one statement a line.
   */
  on(pattern: RegExp, moment: Moment, act: Act, options?: WatchOptions): Watch;
  /** Forgets all acts. Throws an Error that names those that were never due. */
  disarm(): void;
  /** Ends every connection; new ones are welcome. */
  cut(): void;
  /** Ends every connection, and any new one at once, until `admit`. */
  refuse(): void;
  admit(): void;
  /** Ends everything. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a proxy on a free port before the server at `socketPath`, which may come and go: while it is away,
 * connections end at once. Understands as much of the MySQL protocol as it takes to read statements.
 */
export async function startSqlProxy(socketPath: string): Promise<SqlProxy> {
  const watches = new Watches();
  const connections = new Set<SqlConnection>();
  let refusing = false;
  const accept = (client: Socket) => {
    client.on("error", () => {}); // a store that was killed resets its connections
    if (refusing) {
      client.destroy();
      return;
    }
    const connection = relayConnection(client.setNoDelay(), socketPath, watches);
    connections.add(connection);
    client.once("close", () => connections.delete(connection));
  };
  const cut = () => {
    for (const connection of connections) connection.cut();
  };
  const server = createServer(accept).listen(0, HOST);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP
    on: (...given) => watches.add(...given),
    disarm: () => watches.disarm(),
    cut,
    refuse() {
      refusing = true;
      cut();
    },
    admit: () => void (refusing = false),
    stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      return closed;
    },
  };
}
