import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";
import type { SentSession } from "./session.ts";

const maxBodyBytes = 16 * 1024 * 1024;

/** The members of Execute and CloseSession that matter here. */
export interface DatabaseRequest {
  query: string;
  session: SentSession | undefined;
}

/** Reads and checks the body of a request. Throws an HttpError: 413 above 16 MiB, 400 if it makes no sense. */
export async function readRequest(message: IncomingMessage): Promise<DatabaseRequest> {
  const body = parse(await readText(message));
  if (!isRecord(body)) throw badRequest("the body must be an object");
  const { query = "", session } = body;
  if (typeof query !== "string") throw badRequest("query must be a string");
  return { query, session: toSession(session) };
}

function readText(message: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
      else chunks.length = 0; // read on, or the client would not get to see the answer
    });
    message.once("error", reject);
    message.once("end", () => {
      if (size <= maxBodyBytes) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new HttpError(413, "resource_exhausted", "the body is above 16 MiB"));
    });
  });
}

function parse(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest("the body is not JSON", error);
  }
}

function toSession(session: unknown): SentSession | undefined {
  if (session === undefined || session === null) return undefined;
  const vitessSession = isRecord(session) ? session["vitessSession"] : undefined;
  if (!isRecord(session) || !isRecord(vitessSession)) throw badRequest("session is malformed");
  const { signature } = session;
  const { SessionUUID: id, inTransaction = false } = vitessSession;
  if (typeof signature !== "string" || typeof id !== "string" || typeof inTransaction !== "boolean") {
    throw badRequest("session is malformed");
  }
  return { signature, id, inTransaction };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function badRequest(message: string, cause?: unknown): HttpError {
  return new HttpError(400, "invalid_argument", message, { cause });
}
