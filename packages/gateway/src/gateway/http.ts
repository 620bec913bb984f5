import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { sameAs } from "./auth.ts";
import { HttpError } from "./http-error.ts";
import { readRequest, type DatabaseRequest } from "./request.ts";

type Methods = ReadonlyMap<string, (request: DatabaseRequest) => Promise<unknown>>;

const keepAliveMs = 60_000;

/** Serves methods as POST with JSON to clients that send exactly this Authorization header. */
export function createHttpServer(methods: Methods, authorization: string): Server {
  const isAllowed = sameAs(authorization);
  const answer = async (message: IncomingMessage): Promise<string> => {
    if (!isAllowed(message.headers.authorization ?? "")) {
      throw new HttpError(401, "unauthenticated", "invalid auth credentials");
    }
    const method = message.method === "POST" ? methods.get(message.url ?? "") : undefined;
    if (method === undefined) throw new HttpError(404, "unimplemented", "no such method");
    return JSON.stringify(await method(await readRequest(message)));
  };
  const server = createServer((message, response) => {
    answer(message).then(
      (json) => send(response, 200, json),
      (error: unknown) => refuse(response, error),
    );
  });
  server.keepAliveTimeout = keepAliveMs;
  return server;
}

function refuse(response: ServerResponse, error: unknown): void {
  const { status, code, message } =
    error instanceof HttpError ? error : { status: 500, code: "internal", message: String(error) };
  send(response, status, JSON.stringify({ error: { code, message } }));
}

function send(response: ServerResponse, status: number, json: string): void {
  // As text, head and body leave in one piece.
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) })
    .end(json);
}
