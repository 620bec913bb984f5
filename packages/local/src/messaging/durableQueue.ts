import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { Journal } from "./journal.ts";
import type { JournaledMessage } from "./journalFile.ts";
import { deadLetterQueueName, journalFile } from "./names.ts";
import { type HttpRequest, messageIdIn, messagesOf, parseSqsRequest } from "./sqsRequest.ts";

/** A message that is in the journal and waits for its message id. */
interface Journaled {
  key: string;
  entryId: unknown;
  message: JournaledMessage;
}

/**
 * Makes one queue survive the process: fauxqs keeps messages in memory only. Every message is journaled before
 * fauxqs sees it (a send fails with 500 when that fails) and struck off once it is deleted from the queue or its DLQ.
 */
export class DurableQueue<Name extends string> {
  readonly name: Name;
  readonly #engine: Engine;
  readonly #path: string;
  readonly #keys = new Map<string, string>();
  readonly #journaled = new WeakMap<HttpRequest, Journaled[]>();
  #journal: Journal | undefined;

  /** Adds its hooks to the engine, which must not listen yet. The journal is `<directory>/<name>.journal`. */
  constructor(engine: Engine, name: Name, directory: string) {
    this.name = name;
    this.#engine = engine;
    this.#path = join(directory, journalFile(name));
    engine.app.addHook("preHandler", async (request: HttpRequest) => this.#beforeCall(request));
    engine.app.addHook("preSerialization", async (request: HttpRequest, _reply: unknown, answer: unknown) =>
      this.#afterCall(request, answer),
    );
    engine.onMessage((message) => {
      if (message.service === "sqs" && message.status === "consumed") this.#forget(message.messageId);
    });
  }

  /** Opens the journal, once the engine listens. A second process must be kept off the file: LOCAL_DIR has a lock. */
  async open(): Promise<void> {
    this.#journal = await Journal.open(this.#path);
  }

  /**
   * Sends again what an earlier process left, dead letters included. A crash meanwhile sends some of it twice.
   * @throws Error when a message cannot be journaled anew.
   */
  async resend(queueUrl: string): Promise<void> {
    const journal = this.#opened();
    for (const [key, message] of new Map(journal.outstanding)) {
      await sendMessage(queueUrl, message);
      journal.forget(key);
    }
  }

  /** Closes the journal; what is outstanding stays in it. */
  async close(): Promise<void> {
    await this.#journal?.close();
  }

  async #beforeCall(request: HttpRequest): Promise<void> {
    const { action, queueName, input } = parseSqsRequest(request);
    if (action === "PurgeQueue") this.#forgetAllIn(queueName);
    if (queueName !== this.name) return;
    const journaled = messagesOf(action, input).map((sending) => ({ key: randomUUID(), ...sending }));
    if (journaled.length === 0) return;
    await this.#opened().append(new Map(journaled.map(({ key, message }) => [key, message])));
    this.#journaled.set(request, journaled);
  }

  #afterCall(request: HttpRequest, answer: unknown): unknown {
    for (const { key, entryId } of this.#journaled.get(request) ?? []) {
      const messageId = messageIdIn(answer, entryId);
      if (messageId === undefined) this.#opened().forget(key);
      else this.#keys.set(messageId, key);
    }
    return answer;
  }

  #forget(messageId: string) {
    const key = this.#keys.get(messageId);
    if (key === undefined) return;
    this.#keys.delete(messageId);
    this.#opened().forget(key);
  }

  #forgetAllIn(queueName: string) {
    if (queueName !== this.name && queueName !== deadLetterQueueName(this.name)) return;
    const {
      ready = [],
      delayed = [],
      inflight = [],
    } = this.#engine.store.inspectQueue(queueName)?.messages ?? {};
    const messages = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
    for (const { messageId } of messages) this.#forget(messageId);
  }

  #opened(): Journal {
    if (this.#journal === undefined) throw new Error(`The journal of ${this.name} is not open yet`);
    return this.#journal;
  }
}

/** Sends what SendMessage was once sent, as it was: the SDK would want its JSON taken apart first. */
async function sendMessage(queueUrl: string, message: JournaledMessage) {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" };
  const body = JSON.stringify({ ...message, QueueUrl: queueUrl });
  const answer = await fetch(new URL("/", queueUrl), { method: "POST", headers, body });
  // A 4xx was a 4xx for its sender too: the process ended between journaling the message and refusing it.
  if (answer.status >= 500) throw new Error(`Cannot send to ${queueUrl} again: ${await answer.text()}`);
}
