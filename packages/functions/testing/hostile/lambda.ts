import { api } from "@donut-states/core/topology";
import { handler as operations } from "../../src/api/ops.ts";
import { handler as receipt } from "../../src/api/receipt.ts";
import { handler as sales } from "../../src/api/sales.ts";
import { invoke } from "../invoke.ts";
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

/** Hands a request to the function that API Gateway would. */
export async function send(attack: Attack): Promise<Answer> {
  const found = functions.find(({ routes }) => routes.some((routeKey) => matches(routeKey, attack.path)));
  if (!found) throw new Error(`No function is behind ${attack.path}`);
  const result = await invoke(found.handler, attack);
  return { status: result.statusCode, headers: new Headers(result.headers), text: result.body };
}
