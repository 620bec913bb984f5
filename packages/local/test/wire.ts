import { once } from "node:events";
import { connect } from "node:net";
import type { Attack } from "@donut-states/functions/testing/hostile/request";
import type { Answer } from "@donut-states/functions/testing/hostile/judge";

/** A request as its bytes, the last on its connection; what HTTP cannot carry is sent all the same. */
export function bytesOf({ method, path, query, headers, body }: Attack, host: string): Buffer {
  const length = body ? { "content-length": String(body.byteLength) } : {};
  const lines = Object.entries({ host, connection: "close", ...headers, ...length }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = [`${method} ${path}${query && `?${query}`} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body ?? Buffer.of()]);
}

/**
 * Sends bytes and returns whatever comes back before the server hangs up. Bytes may be half a request, so after a while
 * it says that there are no more; a server that has read a whole one has hung up by then, or still answers.
 */
export async function exchange(url: string, bytes: Uint8Array, patienceMs: number): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on("data", (chunk) => received.push(chunk));
  // A server may hang up before it has read everything; what it said before counts.
  socket.on("error", () => {});
  socket.write(bytes);
  const timer = setTimeout(() => socket.end(), patienceMs);
  await once(socket, "close");
  clearTimeout(timer);
  return Buffer.concat(received);
}

/** Every answer in what a server sent, in order. */
export function answersIn(bytes: Buffer): Answer[] {
  const answers: Answer[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const end = rest.indexOf("\r\n\r\n");
    const [line = "", ...fields] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1];
    if (end < 0 || status === undefined) throw new Error(`This is no answer: ${rest.toString("latin1")}`);
    const headers = new Headers(fields.map((field) => field.split(/: ?(.*)/s, 2) as [string, string])); // name, value
    const start = end + 4;
    const length = Number(headers.get("content-length") ?? rest.length - start);
    answers.push({ status: Number(status), headers, text: rest.subarray(start, start + length).toString() });
    rest = rest.subarray(start + length);
  }
  return answers;
}
