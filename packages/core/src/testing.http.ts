import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a server of a test answers; `"nothing"` leaves the caller waiting. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: string } | "nothing";

/** For tests: an HTTP server on a free port that keeps what it receives and answers as it is told. */
export async function startHttp(answer: (request: Received) => Answer | Promise<Answer>) {
  const received: Received[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url: path = "", headers } = request;
    const got = { method, path, headers, body: await text(request) };
    received.push(got);
    const reply = await answer(got);
    if (reply !== "nothing") response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  /** Breaks off what is being answered, so that who waits does so no longer. */
  const drop = () => server.closeAllConnections();
  return { url: `http://127.0.0.1:${address.port}`, received, drop, stop };
}
