import { connect, type Socket } from "node:net";

/** An answer over HTTP, as far as a buyer needs it. */
export interface HttpAnswer {
  status: number;
  body: string;
}

const HEAD_END = "\r\n\r\n";
/** Milliseconds: Node's servers close what was idle for five seconds. */
const FRESH_MS = 2_000;

/**
 * A client for one server that costs as little as one can: the load and what is measured share the machine. Keeps connections, sends one
 * request after the other on each, and understands answers with a content-length only.
 */
export class HttpClient {
  readonly #url: URL;
  readonly #idle: Line[] = [];

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** Posts JSON. Rejects where there is no answer, or one that it does not understand. */
  async post(
    path: string,
    json: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const body = JSON.stringify(json);
    const lines = [
      `POST ${path} HTTP/1.1`,
      `host: ${this.#url.host}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    const line = this.#kept() ?? new Line(connect(Number(this.#url.port), this.#url.hostname));
    const answer = await line.ask(lines.join("\r\n") + HEAD_END + body);
    if (line.isFresh()) this.#idle.push(line);
    return answer;
  }

  #kept(): Line | undefined {
    for (let line = this.#idle.pop(); line; line = this.#idle.pop()) {
      if (line.isFresh()) return line;
      line.close();
    }
    return undefined;
  }

  /** Between requests only. */
  close(): void {
    for (const line of this.#idle.splice(0)) line.close();
  }
}

/** One connection, with at most one request on its way. */
class Line {
  readonly #socket: Socket;
  #usedAt = performance.now();
  #received: Buffer = Buffer.alloc(0);
  #asked: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined;

  constructor(socket: Socket) {
    this.#socket = socket.setNoDelay();
    socket.on("data", (bytes) => this.#take(bytes));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the connection was closed before the answer")));
  }

  /** False where the server has closed it, or may be about to. */
  isFresh(): boolean {
    return this.#socket.writable && performance.now() - this.#usedAt < FRESH_MS;
  }

  ask(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString("latin1", 0, headEnd);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    const status = Number(head.slice(9, 12));
    if (length === undefined) return this.#fail(new Error(`an answer ${status} without a content-length`));
    const start = headEnd + HEAD_END.length;
    const end = start + Number(length);
    if (this.#received.length < end) return;
    const body = this.#received.toString("utf8", start, end);
    this.#received = this.#received.subarray(end);
    this.#usedAt = performance.now();
    if (/^connection: *close/im.test(head)) this.close();
    this.#asked?.resolve({ status, body });
    this.#asked = undefined;
  }

  #fail(error: Error): void {
    this.#asked?.reject(error);
    this.#asked = undefined;
    this.#socket.destroy();
  }
}
