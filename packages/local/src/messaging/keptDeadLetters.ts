import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { Journal } from "./journal.ts";
import { journalFile } from "./names.ts";

type Queue = NonNullable<ReturnType<Engine["store"]["getQueueByName"]>>;
type Message = Parameters<Queue["enqueue"]>[0];

/**
 * Makes a dead-letter queue survive the process, each message as it was: under its id, as the reason why it died is kept
 * under that. A message is noted as it arrives, whoever puts it there, and struck off when it is deleted or purged.
 */
export class KeptDeadLetters {
  readonly #journal: Journal;

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  /**
   * Puts back what an earlier process left; the queue must exist and nobody use it yet. The journal is
   * `<directory>/<name>.journal`, and a second process must be kept off it: LOCAL_DIR has a lock.
   * @throws the file system's error.
   */
  static async open(engine: Engine, name: string, directory: string): Promise<KeptDeadLetters> {
    const queue = engine.store.getQueueByName(name);
    if (queue === undefined) throw new Error(`There is no queue ${name} whose messages could be kept`);
    const journal = await Journal.open(join(directory, journalFile(name)));
    // Cast: only what `enqueue` was given is written there.
    for (const message of journal.outstanding.values()) queue.enqueue(message as unknown as Message);
    const kept = new KeptDeadLetters(journal);
    kept.#follow(engine, queue);
    return kept;
  }

  /** Waits for what is being written; what is outstanding stays in the journal. */
  async close(): Promise<void> {
    await this.#journal.close();
  }

  #follow(engine: Engine, queue: Queue): void {
    const enqueue = queue.enqueue.bind(queue);
    const purge = queue.purge.bind(queue);
    queue.enqueue = (message) => {
      this.#note(message);
      enqueue(message);
    };
    queue.purge = () => {
      for (const messageId of new Map(this.#journal.outstanding).keys()) this.#journal.forget(messageId);
      purge();
    };
    engine.onMessage((message) => {
      if (message.service === "sqs" && message.status === "consumed" && message.queueName === queue.name)
        this.#journal.forget(message.messageId);
    });
  }

  /** The broker cannot wait for the disk here; a dead letter that a crash within that moment loses is told of all the same. */
  #note(message: Message): void {
    this.#journal
      .append(new Map([[message.messageId, { ...message }]]))
      .catch((error: unknown) => process.emitWarning(`Dead letter not kept: ${String(error)}`));
  }
}
