import type { LambdaContext } from "hono/aws-lambda";
import type { lambda } from "../src/api/lambda.ts";

/** A request as API Gateway got it. */
interface Sent {
  method: string;
  path: string;
  query?: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  sourceIp?: string;
}

type Handler = ReturnType<typeof lambda>;

/** Calls a handler with as much of an API Gateway event (payload format 2.0) and of a context as one needs. */
export function invoke(
  handler: Handler,
  { method, path, query = "", headers, body, sourceIp = "192.0.2.1" }: Sent,
) {
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    headers: { host: "api.example", ...headers },
    requestContext: { domainName: "api.example", http: { method, path, sourceIp } },
    isBase64Encoded: body !== undefined,
    ...(body === undefined ? {} : { body: Buffer.from(body).toString("base64") }),
  };
  // Casts: API Gateway and Lambda send far more, which nothing here reads.
  return handler(event as unknown as Parameters<Handler>[0], {} as LambdaContext);
}

/** The same for one handler and JSON, with a header that claims another address than the client has. */
export const invoker =
  (handler: Handler) =>
  (method: string, path: string, body?: string, { headers = {}, ...rest }: Partial<Sent> = {}) => {
    const usual = { "content-type": "application/json", "x-forwarded-for": "203.0.113.9" };
    return invoke(handler, { ...rest, method, path, body, headers: { ...usual, ...headers } });
  };
