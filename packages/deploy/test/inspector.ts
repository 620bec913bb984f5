import { EventEmitter, once } from "node:events";
import { WebSocket } from "ws";

type Params = Record<string, unknown>;

/**
 * One side of the protocol that editors debug with: https://chromedevtools.github.io/devtools-protocol/v8/.
 * Events are emitted under their names.
 */
export class Session extends EventEmitter {
  readonly #write: (text: string) => void;
  readonly #waiting = new Map<number, (message: { result?: Params; error?: { message: string } }) => void>();

  constructor(write: (text: string) => void) {
    super();
    this.#write = write;
  }

  /** Calls a method; rejects with what the other side says. */
  send(method: string, params: Params = {}): Promise<Params> {
    const id = this.#waiting.size + 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result = {}, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
      this.#write(JSON.stringify({ id, method, params }));
    });
  }

  receive(text: string): void {
    const message = JSON.parse(text);
    if (message.id === undefined) this.emit(message.method, message.params);
    else this.#waiting.get(message.id)?.(message);
  }
}

/**
 * Attaches to a process that was started with `--inspect`, and to each of its worker threads, those to come too.
 * `onWorker` gets a session for each: https://nodejs.org/api/inspector.html, domain NodeWorker.
 */
export async function attach(url: string, onWorker: (worker: Session) => void) {
  const socket = new WebSocket(url);
  await once(socket, "open");
  const main = new Session((text) => socket.send(text));
  const workers = new Map<string, Session>();
  socket.on("message", (data: Buffer) => main.receive(data.toString()));
  main.on("NodeWorker.attachedToWorker", ({ sessionId }) => {
    const write = (message: string) => main.send("NodeWorker.sendMessageToWorker", { sessionId, message });
    const worker = new Session((text) => void write(text).catch(() => {})); // a thread that has ended answers nothing
    workers.set(sessionId, worker);
    onWorker(worker);
  });
  main.on("NodeWorker.receivedMessageFromWorker", ({ sessionId, message }) =>
    workers.get(sessionId)?.receive(message),
  );
  await main.send("NodeWorker.enable", { waitForDebuggerOnStart: false });
  return { close: () => socket.close() };
}
