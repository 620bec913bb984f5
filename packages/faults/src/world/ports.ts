import { once } from "node:events";
import { createServer } from "node:net";

const HOST = "127.0.0.1";
/**
 * Below what systems give to outgoing connections (Linux from 32768, macOS from 49152): the port of a killed store must
 * still be free when it starts again.
 */
const FIRST = 20_000;
const COUNT = 12_000;
const ATTEMPTS = 50;

/** Given away, and perhaps not in use yet. */
const given = new Set<number>();

/** A port of 127.0.0.1 that is free, given to nobody else, and not taken by a connection by accident. */
export async function quietPort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port from ${FIRST} on was found in ${ATTEMPTS} attempts`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, HOST);
  const free = await once(probe, "listening").then(
    () => true,
    () => false,
  );
  probe.close();
  return free;
}
