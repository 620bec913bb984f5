import { createSocket } from "node:dgram";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that operating systems give to whoever asks for any port, so that nobody takes one by chance. */
const RANGE = [10_000, 32_000] as const;

/**
 * A TCP port of `host`, an IPv4 address, that is free, for a server that comes later. Whoever else asks here, also in
 * another process, is given another one as long as this process runs: until then its UDP twin is held.
 */
export async function freePort(host: string): Promise<number> {
  const port = randomInt(...RANGE);
  const twin = createSocket("udp4").bind({ port, address: host, exclusive: true }).unref();
  const server = createServer();
  try {
    await once(twin, "listening");
    await once(server.listen(port, host), "listening");
  } catch (error) {
    twin.close();
    if (isPortCollision(error)) return freePort(host);
    throw error;
  }
  await once(server.close(), "close");
  return port;
}

/** True if a start failed because another process holds the port. */
export function isPortCollision(error: unknown): boolean {
  return (
    error instanceof Error &&
    /address already in use|EADDRINUSE|do you already have another/i.test(error.message)
  );
}
