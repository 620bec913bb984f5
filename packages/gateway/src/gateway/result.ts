import type { FieldPacket, ResultSetHeader, RowDataPacket } from "mysql2";
import { toField } from "./field.ts";
import { StatementError } from "./error.ts";
import type { QueryResult, Row } from "./protocol.ts";

type RawRow = RowDataPacket & readonly (Buffer | null)[];

/** The answer of mysql2 to a statement whose rows are arrays of raw values. */
export type RawResult = ResultSetHeader | RawRow[];

const maxRows = 100_000;
const tooManyRows = 10_001;

/** Encodes the answer to a statement. Throws above 100,000 rows, PlanetScale's limit. */
export function toResult(raw: RawResult, columns: readonly FieldPacket[]): QueryResult {
  if (!Array.isArray(raw)) return toCounts(raw);
  if (raw.length > maxRows) throw new StatementError(`Row count exceeded ${maxRows}`, tooManyRows);
  return { fields: columns.map(toField), rows: raw.length > 0 ? raw.map(toRow) : undefined };
}

function toCounts(header: ResultSetHeader): QueryResult {
  return { rowsAffected: unlessZero(header.affectedRows), insertId: unlessZero(header.insertId) };
}

function unlessZero(count: number): string | undefined {
  return count === 0 ? undefined : String(count);
}

function toRow(values: readonly (Buffer | null)[]): Row {
  const present = values.filter((value) => value !== null);
  return {
    lengths: values.map((value) => String(value === null ? -1 : value.length)),
    values: present.length > 0 ? Buffer.concat(present).toString("base64") : undefined,
  };
}
