import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";

export interface Answer {
  status: number;
  /** Undefined where it is no JSON. */
  body: unknown;
}

export interface Call {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: unknown;
}

/** Milliseconds to wait for an answer once a request is on its way: longer than a function may take. */
const PATIENCE_MS = 30_000;

export interface ClientOptions {
  baseUrl: string;
  /** Kept open and shared by all calls: whoever finds none free waits for one. Without a number each call opens its own. */
  connections?: number;
  /** Sent with every call. */
  headers?: OutgoingHttpHeaders;
}

export function client({ baseUrl, connections, headers = {} }: ClientOptions) {
  const agent = new Agent(connections === undefined ? {} : { keepAlive: true, maxSockets: connections });
  /** Rejects where no answer comes. */
  const call = (path: string, { method = "GET", body, ...given }: Call = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const json = body === undefined ? {} : { "content-type": "application/json" };
      const sent = request(
        `${baseUrl}${path}`,
        { agent, method, headers: { ...json, ...headers, ...given.headers }, timeout: PATIENCE_MS },
        (response) => {
          const status = response.statusCode ?? 0;
          text(response).then((read) => resolve({ status, body: parse(read) }), reject);
        },
      );
      sent.once("timeout", () => sent.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return { call, close: () => agent.destroy() };
}

export type Client = ReturnType<typeof client>;

function parse(read: string): unknown {
  try {
    return JSON.parse(read);
  } catch {
    return undefined;
  }
}
