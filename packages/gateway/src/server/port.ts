import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that operating systems give to whoever asks for any port, so that nobody takes one by chance. */
const RANGE = [20_000, 32_000] as const;

/** A port of `host` that is free, and likely to be so until it is bound. */
export async function freePort(host: string): Promise<number> {
  const port = randomInt(...RANGE);
  const server = createServer().listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    if (isPortCollision(error)) return freePort(host);
    throw error;
  }
  server.close();
  await once(server, "close");
  return port;
}

/** True if a start failed because another process holds the port. */
export function isPortCollision(error: unknown): boolean {
  return error instanceof Error && /address already in use|do you already have another/i.test(error.message);
}
