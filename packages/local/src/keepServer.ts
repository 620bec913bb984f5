import { startServer, type Server, type ServerOptions } from "@donut-states/gateway/server";
import type { Part } from "./parts.ts";

const WITHIN_MS = 60_000;
const MOST_ENDS = 3;

/** Who hears of what happens to the server while it is kept. */
export interface Keeper {
  say: (line: string) => void;
  /** Called once, when the server has ended too often to be started again. */
  giveUp: (error: Error) => void;
  /** Ends a start. */
  signal: AbortSignal;
}

/**
 * Starts a server and, whenever it ends by itself, starts it again at the same address; what was committed is there.
 * Gives up after three ends within a minute.
 */
export async function keepServer(
  options: ServerOptions,
  keeper: Keeper,
): Promise<Part & Pick<Server, "address">> {
  let server = await startServer({ ...options, signal: keeper.signal });
  const { address } = server;
  const stopping = new AbortController();
  const watch = async () => {
    const ends: number[] = [];
    for (;;) {
      await server.exited;
      if (stopping.signal.aborted) return;
      ends.push(Date.now());
      if (ends.filter((at) => at > Date.now() - WITHIN_MS).length >= MOST_ENDS) throw tooOften(options);
      keeper.say("the database server ended by itself; starting it again");
      server = await startServer({ ...options, socketPath: address.socketPath });
      if (stopping.signal.aborted) await server.stop();
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) keeper.giveUp(asError(error));
  });
  const stop = async () => {
    stopping.abort();
    await server.stop();
    await watching;
  };
  return { address, stop };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

const tooOften = ({ directory }: ServerOptions) =>
  new Error(`The database server ended ${MOST_ENDS} times within a minute; see ${directory}/error.log`);
