import type { LambdaContext } from "hono/aws-lambda";
import { api } from "@donut-states/core/topology";
import { handler as operations } from "../../src/api/ops.ts";
import { handler as receipt } from "../../src/api/receipt.ts";
import { handler as sales } from "../../src/api/sales.ts";
import type { Attack } from "./request.ts";
import type { Answer } from "./judge.ts";

/** Each function of the API and what API Gateway sends it; the first that fits gets the request. */
const functions = [
  { handler: receipt, routes: api.receipt.routes },
  { handler: operations, routes: api.ops.routes },
  { handler: sales, routes: api.sales.routes },
];

const matches = (routeKey: string, path: string) => {
  const pattern = routeKey.replace("ANY ", "").replace("{proxy+}", ".+").replace("{id}", "[^/]+");
  return routeKey === "$default" || new RegExp(`^${pattern}$`).test(path);
};

/** Hands a request to the function that API Gateway would, as the event that it would send (payload format 2.0). */
export async function send({ method, path, query, headers, body }: Attack): Promise<Answer> {
  const found = functions.find(({ routes }) => routes.some((routeKey) => matches(routeKey, path)));
  if (!found) throw new Error(`No function is behind ${path}`);
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    headers: { host: "api.example", ...headers },
    requestContext: { domainName: "api.example", http: { method, path, sourceIp: "192.0.2.1" } },
    isBase64Encoded: body !== undefined,
    ...(body === undefined ? {} : { body: Buffer.from(body).toString("base64") }),
  };
  // Casts: API Gateway and Lambda send far more, which nothing here reads.
  const result = await found.handler(
    event as unknown as Parameters<typeof found.handler>[0],
    {} as LambdaContext,
  );
  return { status: result.statusCode, headers: new Headers(result.headers), text: result.body };
}
