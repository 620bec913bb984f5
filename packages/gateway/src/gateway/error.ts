import type { WireError } from "./protocol.ts";

/** A statement that the database refused, or that we refuse in its name, with MySQL's number for it. */
export class StatementError extends Error {
  readonly errno: number;
  readonly sqlState: string;

  constructor(message: string, errno: number, sqlState = "HY000") {
    super(message);
    this.errno = errno;
    this.sqlState = sqlState;
  }
}

/** A statement of a transaction that is over, or that is busy with another statement. Nothing was executed. */
export class AbortedError extends Error {}

/** The database cannot be reached, or went away before it answered: whether the statement ran is unknown. */
export class UnavailableError extends Error {}

const statusCodes: Partial<Record<number, string>> = {
  1040: "ResourceExhausted",
  1045: "PermissionDenied",
  1054: "NotFound",
  1062: "AlreadyExists",
  1064: "InvalidArgument",
  1146: "NotFound",
  1205: "DeadlineExceeded",
  1213: "Aborted",
  1317: "Canceled",
};
const mariadbCheckViolation = 4025;
const mysqlCheckViolation = 3819;
const sqlExcerpt = 200;

/**
 * Writes an error as Vitess does. Clients find its number only in the text, as `(errno N) (sqlstate S)`;
 * an aborted transaction and an unavailable database have none.
 */
export function toWireError(error: unknown, database: string, sql: string): WireError {
  if (error instanceof AbortedError)
    return { code: "ABORTED", message: vitessMessage(database, "Aborted", error) };
  if (!(error instanceof StatementError))
    return { code: "UNKNOWN", message: vitessMessage(database, "Unavailable", error) };
  const status = statusCodes[error.errno] ?? "Unknown";
  const statement = `Sql: ${JSON.stringify(sql.slice(0, sqlExcerpt))}, BindVars: {REDACTED}`;
  const number = ` (errno ${error.errno}) (sqlstate ${error.sqlState})`;
  return { code: "UNKNOWN", message: `${vitessMessage(database, status, error, number)}: ${statement}` };
}

/** Tells what mysql2 rejects with apart: an answer of the server, or none. */
export function fromMysql(error: unknown): StatementError | UnavailableError {
  const { message, errno, sqlState } = describe(error);
  if (errno === undefined || sqlState === undefined) return new UnavailableError(message, { cause: error });
  if (errno === mariadbCheckViolation) return new StatementError(message, mysqlCheckViolation);
  return new StatementError(message, errno, sqlState);
}

/** Only an error packet of the server has an SQL state; an error of the network has a negative number or none. */
function describe(error: unknown): { message: string; errno?: number; sqlState?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const fromServer = "errno" in error && typeof error.errno === "number" && "sqlState" in error;
  if (!fromServer || typeof error.sqlState !== "string") return { message: error.message };
  return { message: error.message, errno: Number(error.errno), sqlState: error.sqlState };
}

function vitessMessage(database: string, status: string, error: unknown, number = ""): string {
  const text = error instanceof Error ? error.message : String(error);
  return `target: ${database}.-.primary: vttablet: rpc error: code = ${status} desc = ${text}${number} (CallerID: local)`;
}
