import { holdToContract } from "./contract.ts";

/** As much of an app as a caller sees. */
interface App {
  request(path: string, init?: RequestInit, env?: object): Response | Promise<Response>;
}

export interface Call {
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it stands. */
  body?: string | Uint8Array;
  /** The caller's address. */
  ip?: string;
}

/** The event around a request in Lambda, as far as the app reads it. */
const lambda = (sourceIp: string) => ({ requestContext: { http: { sourceIp } } });

/**
 * Calls an app in process; every answer is held against the published description before the test sees it.
 * A preflight is answered by the browser's rules and not by ours.
 */
export const client =
  (app: App, always: Record<string, string> = {}) =>
  async (method: string, path: string, { headers, json, body, ip = "192.0.2.1" }: Call = {}) => {
    const sent = json === undefined ? {} : { "content-type": "application/json" };
    const init = {
      method,
      headers: { ...always, ...sent, ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(body === undefined ? {} : { body }),
    };
    const response = await app.request(path, init, lambda(ip));
    if (method !== "OPTIONS") await holdToContract(method, path.split("?")[0] ?? path, response);
    return response;
  };
