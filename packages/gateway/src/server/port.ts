import { once } from "node:events";
import { createServer } from "node:net";

/** A port of `host` that was free a moment ago, chosen by the operating system. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

/** True if a start failed because another process holds the port. */
export function isPortCollision(error: unknown): boolean {
  return error instanceof Error && /address already in use|do you already have another/i.test(error.message);
}
