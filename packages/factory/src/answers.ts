import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Order } from "./order.ts";

/** The factory's 201 answer as text: an id, the requester under its misspelt key, and the body as sent, to the letter. */
export function acknowledgement(id: string, { requester, text }: Order): string {
  return `{"data":{"id":"${id}","reqestor":${JSON.stringify(requester ?? null)},"data":${text}}}`;
}

/** An error in the shape of the factory's HTTP framework (Phoenix). */
export function failure(c: Context, status: ContentfulStatusCode, detail: string): Response {
  return c.json({ errors: { detail } }, status);
}

/** The bytes of the request's body exactly as they arrived; can be read more than once. */
export async function requestBody(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await c.req.arrayBuffer());
}
