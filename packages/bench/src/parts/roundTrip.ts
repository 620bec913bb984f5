import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import * as v from "valibot";
import { part } from "./part.ts";

const HOST = "127.0.0.1";
const Settings = v.object({ port: v.number(), delayMs: v.number() });

/** A TCP port before a server: what it answers arrives so much later, as over a network. */
await part(Settings, async ({ port, delayMs }) => {
  const accept = (client: Socket) => {
    const server = connect(port, HOST).setNoDelay();
    client.setNoDelay().on("data", (bytes) => server.write(bytes));
    // Timers of one length fire in the order in which they were set.
    server.on("data", (bytes) => setTimeout(() => client.write(bytes), delayMs));
    server.once("close", () => setTimeout(() => client.destroy(), delayMs));
    client.once("close", () => server.destroy());
    for (const socket of [client, server]) socket.on("error", () => socket.destroy());
  };
  const proxy = createServer(accept).listen(0, HOST);
  await once(proxy, "listening");
  return { port: (proxy.address() as AddressInfo).port }; // listening on TCP
});
