import type { LambdaContext } from "hono/aws-lambda";
import type { lambda } from "../src/api/lambda.ts";

interface Options {
  sourceIp?: string;
  headers?: Record<string, string>;
}

/** Calls a handler with as much of an API Gateway event (payload format 2.0) and of a context as one needs. */
export const invoker =
  (handler: ReturnType<typeof lambda>) =>
  (method: string, path: string, body?: string, { sourceIp = "192.0.2.1", headers = {} }: Options = {}) => {
    const event = {
      version: "2.0",
      routeKey: "$default",
      rawPath: path,
      rawQueryString: "",
      headers: {
        "content-type": "application/json",
        host: "api.example",
        "x-forwarded-for": "203.0.113.9",
        ...headers,
      },
      requestContext: { domainName: "api.example", http: { method, path, sourceIp } },
      isBase64Encoded: body !== undefined,
      ...(body === undefined ? {} : { body: Buffer.from(body).toString("base64") }),
    };
    // Casts: API Gateway and Lambda send far more, which nothing here reads.
    return handler(event as unknown as Parameters<typeof handler>[0], {} as LambdaContext);
  };
