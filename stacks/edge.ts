import { secrets } from "@donut-states/core/topology";
import { Api, Config, type StackContext } from "sst/constructs";
import { settingsOf } from "./stage.ts";

/** The door of a stage: its secrets and the HTTP API, which gets its routes last, in `Sales`. */
export function Edge({ stack }: StackContext) {
  return {
    secrets: Config.Secret.create(stack, ...secrets),
    api: new Api(stack, "Api", {
      // CORS of an HTTP API holds for all its routes, the factory's callback too; the application answers it per route.
      cors: false,
      // HTTP APIs cannot throttle by client. This is for the stage as a whole.
      defaults: { throttle: settingsOf(stack.stage).throttle },
      accessLog: { format: accessLogFormat, retention: "one_month" },
    }),
  };
}

/**
 * One JSON line a request. `$context.path` carries no query string, and no variable is used that does:
 * the factory's callback brings its token `t` there.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const accessLogFormat = JSON.stringify({
  time: "$context.requestTime",
  requestId: "$context.requestId",
  method: "$context.httpMethod",
  route: "$context.routeKey",
  path: "$context.path",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationMs: "$context.integrationLatency",
  error: "$context.integrationErrorMessage",
  ip: "$context.identity.sourceIp",
});
