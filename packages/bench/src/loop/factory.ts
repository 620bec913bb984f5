import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as v from "valibot";

const Order = v.object({ MessageAttributeProductId: v.string(), CallbackUrl: v.string() });

/** What the factory was asked for, and when. */
export interface Asked {
  sku: string;
  /** As `performance.now()` told it. */
  at: number;
  /** Delivers: calls back as the legacy factory does. */
  deliver: () => Promise<void>;
}

/** A factory that takes every order, and delivers when it is told to. */
export interface WatchedFactory {
  url: string;
  /** The first order of a product, as soon as it is there. */
  asked(sku: string): Promise<Asked>;
  /** How many orders of a product it was sent. */
  posts(sku: string): number;
  stop(): Promise<void>;
}

export async function startWatchedFactory(): Promise<WatchedFactory> {
  const orders: Asked[] = [];
  const waiting = new Map<string, (asked: Asked) => void>();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const body = await read(request);
    const { MessageAttributeProductId: sku, CallbackUrl } = v.parse(Order, JSON.parse(body));
    const asked = { sku, at, deliver: () => callBack(CallbackUrl, body) };
    orders.push(asked);
    response.writeHead(201, { "content-type": "application/json" });
    response.end(JSON.stringify({ data: { id: String(orders.length), data: JSON.parse(body) } }));
    waiting.get(sku)?.(asked);
    waiting.delete(sku);
  };
  const server = createServer((...given) => void take(...given)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on TCP
  const of = (sku: string) => orders.filter((order) => order.sku === sku);
  return {
    url: `http://127.0.0.1:${port}`,
    asked: async (sku) => of(sku)[0] ?? new Promise((resolve) => waiting.set(sku, resolve)),
    posts: (sku) => of(sku).length,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function callBack(url: string, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const { status } = await fetch(url, { method: "POST", headers, body });
  if (status !== 202) throw new Error(`The callback was answered ${status}`);
}
