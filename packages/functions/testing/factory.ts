import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";

/** The least that can be called a factory: it notes each order and answers with a status. */
export function bindFactory() {
  const orders: { path: string | undefined; body: unknown }[] = [];
  const factory = { orders, status: 201 };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    orders.push({ path: request.url, body: await json(request) });
    response.writeHead(factory.status, { location: "/elsewhere" }).end("{}");
  };
  const server = createServer((request, response) => void answer(request, response));
  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no TCP port");
    process.env.SST_Parameter_value_FACTORY_URL = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => void server.close());
  return factory;
}
