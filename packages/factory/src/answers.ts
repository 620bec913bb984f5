import type { Context, Env, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { MalformedBody, type Order } from "./order.ts";

/** The factory's 201 answer: an id, the requester under its misspelt key, and the body as sent, to the letter. */
export function accepted(c: Context, id: string, { requester, text }: Order): Response {
  const body = `{"data":{"id":"${id}","reqestor":${JSON.stringify(requester ?? null)},"data":${text}}}`;
  return c.body(body, 201, { "content-type": "application/json; charset=utf-8" });
}

/** An error in the shape of the factory's HTTP framework (Phoenix). */
export function failure(c: Context, status: ContentfulStatusCode, detail: string): Response {
  return c.json({ errors: { detail } }, status);
}

/** The bytes of the request's body exactly as they arrived; can be read more than once. */
export async function requestBody(c: Context): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await c.req.arrayBuffer());
}

/** Has an app answer what it does not know, cannot read or fails at as the factory does. */
export function answerErrors<E extends Env>(app: Hono<E>): Hono<E> {
  app.notFound((c) => failure(c, 404, "Not Found"));
  return app.onError((error, c) => {
    if (error instanceof MalformedBody || stopsHalfway(error)) return failure(c, 400, "Bad Request");
    console.error(error);
    return failure(c, 500, "Internal Server Error");
  });
}

/** The client left before it had sent the whole body. */
const stopsHalfway = (error: Error) => "code" in error && error.code === "ECONNRESET";
