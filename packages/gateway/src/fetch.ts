import * as http from "node:http";
import * as https from "node:https";

interface FetchRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
}

interface FetchResponse {
  ok: boolean;
  status: number;
  statusText: string;
  headers: Map<string, string>;
  text(): Promise<string>;
}

/** The part of fetch that @planetscale/database uses. */
export type DatabaseFetch = (url: string, init?: FetchRequest) => Promise<FetchResponse>;

const defaultTimeoutMs = 30_000;
// Below the minute after which the gateway closes an idle connection, so that none is closed under a request.
const agentOptions = { keepAlive: true, timeout: 30_000 };

/** A fetch that rejects when an answer has not arrived whole after `timeoutMs`. */
export function createKeepAliveFetch(timeoutMs: number): DatabaseFetch {
  const protocols = {
    http: { request: http.request, agent: new http.Agent(agentOptions) },
    https: { request: https.request, agent: new https.Agent(agentOptions) },
  };

  return async (url, init) =>
    await new Promise((resolve, reject) => {
      const { request, agent } = protocols[url.startsWith("https:") ? "https" : "http"];
      const body = Buffer.from(init?.body ?? "");
      const headers = { ...init?.headers, "content-length": body.length };
      const sent = request(url, { method: init?.method ?? "GET", headers, agent });
      const timer = setTimeout(() => {
        sent.destroy(new Error(`no answer from ${new URL(url).host} within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      sent.once("close", () => clearTimeout(timer));
      sent.once("error", reject);
      sent.once("response", (answer) => void read(answer).then(resolve, reject));
      sent.end(body);
    });
}

/**
 * A fetch over node:http with connections that stay open, for `new Client({ url, fetch })` of
 * @planetscale/database: two to three times as fast as Node's own. It rejects where there is no server, and
 * after 30 s without a whole answer.
 */
export const keepAliveFetch: DatabaseFetch = createKeepAliveFetch(defaultTimeoutMs);

async function read(answer: http.IncomingMessage): Promise<FetchResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
  const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
  return { ok: status >= 200 && status < 300, status, statusText, headers, text: async () => text };
}
