import type { AwsCalls } from "./aws.ts";

/**
 * Asks a function of a stage as API Gateway does when a browser asks before a POST, and returns the origin that may.
 * Through the emulated API Gateway this cannot be asked: it answers every OPTIONS request by itself. AWS does so only
 * where the API has a CORS configuration, which ours has not; otherwise `$default` and `ANY` routes take them:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export async function preflight(aws: AwsCalls, stage: string, fn: string, path: string, origin: string) {
  const { Functions }: { Functions: { FunctionName: string }[] } = JSON.parse(
    await aws.rest("lambda", "/2015-03-31/functions/"),
  );
  const names = Functions.map(({ FunctionName }) => FunctionName);
  const name = names.find((candidate) => candidate.startsWith(stage) && candidate.includes(fn));
  if (!name) throw new Error(`${fn} is not deployed: ${names.join(", ")}`);
  const { headers } = await aws.invoke(name, {
    version: "2.0",
    rawPath: path,
    rawQueryString: "",
    headers: { origin, "access-control-request-method": "POST" },
    requestContext: { http: { method: "OPTIONS", path, sourceIp: "192.0.2.1" } },
    isBase64Encoded: false,
  });
  return headers["access-control-allow-origin"];
}
