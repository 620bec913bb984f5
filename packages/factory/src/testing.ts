import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { startFactory, type RunningFactory } from "./server.ts";

export interface Received {
  method: string | undefined;
  path: string | undefined;
  contentType: string | undefined;
  body: Buffer;
}

/** A real HTTP server for callbacks that remembers what arrived, in order; it ends with the test. */
export async function startReceiver(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end(),
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { method, url: path, headers } = request;
    received.push({ method, path, contentType: headers["content-type"], body });
    answer(request, response);
  };
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/receipt?t=the-secret`, received };
}

/** A factory on any free port that ends with the test; one step takes a millisecond. */
export async function startTestFactory(stepMs = 1): Promise<RunningFactory> {
  const factory = await startFactory({ port: 0, stepMs });
  onTestFinished(() => factory.stop());
  return factory;
}

/** The body of an order as the product sends it. */
export function orderBody(callbackUrl: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    MessageGroupId: "stock-arrival-group",
    MessageAttributeProductId: "CP-502101",
    MessageAttributeProductCnt: 10,
    MessageAttributeFactoryId: "FF-500293",
    MessageAttributeRequester: "donut-states",
    CallbackUrl: callbackUrl,
    ...fields,
  });
}

/** A url where nothing listens; fetch itself would refuse the well-known low ports. */
export const nobody = "http://127.0.0.1:65535/";

/** Sends an order to the factory's API. */
export function postOrder(
  { url }: { url: string },
  body: string | Uint8Array<ArrayBuffer>,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/api/manufactures`, { method: "POST", headers, body, ...init });
}
