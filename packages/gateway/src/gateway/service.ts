import type { Database } from "./database.ts";
import { toWireError } from "./error.ts";
import { HttpError } from "./http-error.ts";
import type { ExecuteResponse } from "./protocol.ts";
import type { DatabaseRequest } from "./request.ts";
import { newSession, type Session, type SessionSeal } from "./session.ts";
import { kindOf } from "./statement.ts";

type Method = (request: DatabaseRequest) => Promise<unknown>;

/** The methods of psdb.v1alpha1.Database by their paths. */
export function databaseService(database: Database, seal: SessionSeal, name: string): Map<string, Method> {
  // Whoever has no transaction needs no session of their own, and to make and sign one for each statement costs more.
  const shared = newSession();
  const sharedSealed = seal.close(shared);
  const close = (session: Session) => (session.id === shared.id ? sharedSealed : seal.close(session));

  const sessionOf = ({ session, query }: DatabaseRequest): Session => {
    const opened = session === undefined ? shared : seal.open(session);
    if (opened === undefined) throw new HttpError(403, "permission_denied", "the session is not ours");
    return opened.id === shared.id && kindOf(query) === "begin" ? newSession() : opened;
  };

  /** A statement that fails is still an answer, 200, as it carries the session on. */
  const execute = async (request: DatabaseRequest): Promise<ExecuteResponse> => {
    const session = sessionOf(request);
    const start = performance.now();
    try {
      const next = await database.execute(session, request.query);
      const timing = (performance.now() - start) / 1000;
      return { session: close(next.session), result: next.result, timing };
    } catch (error) {
      return { session: close(session), error: toWireError(error, name, request.query) };
    }
  };

  const createSession = async () => ({
    branch: "local",
    user: { username: "local", psid: "local" },
    session: seal.close(newSession()),
  });

  const closeSession = async (request: DatabaseRequest) => {
    database.close(sessionOf(request));
    return { session: seal.close(newSession()) };
  };

  return new Map<string, Method>([
    ["/psdb.v1alpha1.Database/Execute", execute],
    ["/psdb.v1alpha1.Database/CreateSession", createSession],
    ["/psdb.v1alpha1.Database/CloseSession", closeSession],
  ]);
}
