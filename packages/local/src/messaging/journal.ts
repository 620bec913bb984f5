import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { formatDeleted, formatSent, type JournaledMessage, readOutstanding } from "./journalFile.ts";

/** Only the owner may read what customers and the factory sent. */
const fileMode = 0o600;

/**
 * What a queue owes: an append-only file of the messages put on it, each noted again when it is deleted.
 * While nothing is outstanding the file is empty; otherwise it grows until the next `open` compacts it.
 */
export class Journal {
  readonly #file: FileHandle;
  readonly #outstanding: Map<string, JournaledMessage>;
  #lastWrite: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, outstanding: Map<string, JournaledMessage>) {
    this.#file = file;
    this.#outstanding = outstanding;
  }

  /**
   * Opens or creates the journal and compacts it. One process at a time: a second would replace the first one's file.
   * @throws the file system's error.
   */
  static async open(path: string): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true });
    const outstanding = await readOutstanding(path);
    await replace(path, formatSent(outstanding));
    return new Journal(await open(path, "a", fileMode), outstanding);
  }

  /** The messages sent and not deleted, by journal key, oldest first. */
  get outstanding(): ReadonlyMap<string, JournaledMessage> {
    return this.#outstanding;
  }

  /**
   * Notes messages under keys of the caller's choice; they are on the disk (fdatasync) when it resolves.
   * @throws the file system's error; the messages then count as not sent.
   */
  async append(sent: ReadonlyMap<string, JournaledMessage>): Promise<void> {
    for (const [key, message] of sent) this.#outstanding.set(key, message);
    try {
      await this.#write(async () => {
        await this.#file.appendFile(formatSent(sent));
        await this.#file.datasync();
      });
    } catch (error) {
      // Some of it may be in the file, and its sender will send it again.
      for (const key of sent.keys()) this.forget(key);
      throw error;
    }
  }

  /** Notes that a message is done. It does not wait for the disk: a lost note means one more delivery, no loss. */
  forget(key: string): void {
    if (!this.#outstanding.delete(key)) return;
    const written = this.#write(() =>
      this.#outstanding.size === 0 ? this.#file.truncate() : this.#file.appendFile(formatDeleted(key)),
    );
    written.catch((error: unknown) =>
      process.emitWarning(`Message not struck off its journal: ${String(error)}`),
    );
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    await this.#write(() => this.#file.close());
  }

  /** One write after the other, so that no two records mix. */
  #write(operation: () => Promise<void>): Promise<void> {
    const written = this.#lastWrite.then(operation);
    // The caller learns of the failure; the writes behind it must not inherit it.
    this.#lastWrite = written.catch(() => undefined);
    return written;
  }
}

/** Replaces a file such that a crash leaves either the old or the new one. */
async function replace(path: string, text: string) {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w", fileMode);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(temporary, path);
  const directory = await open(dirname(path), "r");
  await directory.sync();
  await directory.close();
}
