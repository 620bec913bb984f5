import { connect, type Socket } from "node:net";
import { packets, statementIn } from "./sqlPackets.ts";
import type { Moment, Watches } from "./sqlWatch.ts";

/** One client's connection through the proxy. */
export interface SqlConnection {
  /** Ends both sides at once. */
  cut(): void;
}

/**
 * Passes on what a client and the server say to each other, and does what is due at each statement. A COMMIT is seen
 * with its transaction before it, one statement a line.
 */
export function relayConnection(client: Socket, socketPath: string, watches: Watches): SqlConnection {
  const server = connect(socketPath);
  const transcript = new Transcript();
  let awaited: string | undefined;
  const cut = () => {
    client.destroy();
    server.destroy();
  };

  async function passRequests(): Promise<void> {
    for await (const packet of packets(client)) {
      const sql = transcript.add(statementIn(packet));
      if (sql !== undefined && (await isLost(sql, "request"))) return;
      awaited = sql;
      await write(server, packet);
    }
  }

  async function passReplies(): Promise<void> {
    for await (const chunk of server) {
      // Clients wait for an answer before they ask again, so the first bytes after a statement are its answer.
      const sql = awaited;
      awaited = undefined;
      if (sql !== undefined && (await isLost(sql, "reply"))) return;
      await write(client, chunk as Buffer); // a socket without an encoding gives buffers
    }
  }

  async function isLost(sql: string, moment: Moment): Promise<boolean> {
    const verdicts = await Promise.all(watches.due(sql, moment).map((watch) => watch.act()));
    return verdicts.includes("drop");
  }

  // Whichever side ends, by itself or because it was killed: the other one learns it.
  for (const passing of [passRequests(), passReplies()]) passing.catch(() => {}).finally(cut);
  return { cut };
}

/** The statements of an open transaction. */
class Transcript {
  #lines: string[] | undefined;

  /** What a statement is to be seen as. */
  add(sql: string | undefined): string | undefined {
    if (sql === undefined) return undefined;
    if (/^(begin|start transaction)\b/i.test(sql)) this.#lines = [];
    this.#lines?.push(sql);
    if (!/^(commit|rollback)\b/i.test(sql)) return sql;
    const whole = this.#lines?.join("\n") ?? sql;
    this.#lines = undefined;
    return whole;
  }
}

/** Resolves when the receiver has room for more. */
function write(receiver: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    receiver.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
