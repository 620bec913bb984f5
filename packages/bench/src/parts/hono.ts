import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import * as v from "valibot";
import { part } from "./part.ts";

/** The limit of HTTP on this machine: Hono reads JSON and answers JSON, and does nothing in between. */
await part(v.object({}), async () => {
  const app = new Hono().post("/checkout", async (c) => {
    const { sku } = await c.req.json<{ sku: string }>();
    return c.json({ order: { sku }, stock: 1 }, 201);
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer((...given) => void listener(...given)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on TCP
  return { url: `http://127.0.0.1:${port}` };
});
