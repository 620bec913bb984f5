import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { WireSession } from "./protocol.ts";
import { sameAs } from "./auth.ts";

/** What a client carries from one statement to the next. */
export interface Session {
  id: string;
  inTransaction: boolean;
}

/** A session as a client sent it back, not to be trusted. */
export interface SentSession {
  signature: string;
  id: string;
  inTransaction: boolean;
}

/** A session of a client that has none yet. */
export function newSession(): Session {
  return { id: randomUUID(), inTransaction: false };
}

/** Signs sessions, so that nobody can speak in another client's transaction. */
export class SessionSeal {
  readonly #secret = randomBytes(32);
  readonly #database: string;

  constructor(database: string) {
    this.#database = database;
  }

  /** Writes a session in its wire form. */
  close(session: Session): WireSession {
    return {
      signature: this.#sign(session.id),
      vitessSession: {
        autocommit: true,
        inTransaction: session.inTransaction || undefined,
        targetString: this.#database,
        options: { includedFields: "ALL", clientFoundRows: true },
        DDLStrategy: "direct",
        SessionUUID: session.id,
        enableSystemSettings: true,
      },
    };
  }

  /** Reads a session that a client sent; undefined if its signature is not ours. */
  open({ signature, id, inTransaction }: SentSession): Session | undefined {
    return sameAs(this.#sign(id))(signature) ? { id, inTransaction } : undefined;
  }

  #sign(id: string): string {
    return createHmac("sha256", this.#secret).update(id).digest("base64");
  }
}
