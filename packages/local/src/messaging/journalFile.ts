import { readFile } from "node:fs/promises";
import { isObject, parseJson } from "./json.ts";

/** A message as SendMessage's JSON says it, without its queue. */
export type JournaledMessage = Record<string, unknown>;

type JournalRecord = { op: "sent"; key: string; message: JournaledMessage } | { op: "deleted"; key: string };

/** The lines that say that messages were sent, by key. */
export function formatSent(sent: ReadonlyMap<string, JournaledMessage>): string {
  return [...sent].map(([key, message]) => formatRecord({ op: "sent", key, message })).join("");
}

/** The line that says that a message was deleted. */
export function formatDeleted(key: string): string {
  return formatRecord({ op: "deleted", key });
}

/** Each line begins with its own newline, so that one torn by a crash ends where the next begins. */
function formatRecord(record: JournalRecord) {
  return `\n${JSON.stringify(record)}`;
}

/**
 * Reads which messages a journal has as sent and not deleted, by key, in the order they were sent.
 * A line that is no JSON was torn while it was written, so its send was never answered: it is skipped.
 * @throws the file system's error, except for a missing file, which is an empty journal.
 */
export async function readOutstanding(path: string): Promise<Map<string, JournaledMessage>> {
  const outstanding = new Map<string, JournaledMessage>();
  for (const line of (await readText(path)).split("\n")) {
    const record = parseRecord(line);
    if (record?.op === "sent") outstanding.set(record.key, record.message);
    if (record?.op === "deleted") outstanding.delete(record.key);
  }
  return outstanding;
}

async function readText(path: string) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

function parseRecord(line: string): JournalRecord | undefined {
  const record = parseJson(line);
  if (!isObject(record) || typeof record["key"] !== "string") return undefined;
  const { op, key, message } = record;
  if (op === "deleted") return { op, key };
  if (op === "sent" && isObject(message)) return { op, key, message };
  return undefined;
}
