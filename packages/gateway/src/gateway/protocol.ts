/**
 * The messages of PlanetScale's HTTP protocol, psdb.v1alpha1.Database, as JSON.
 *
 * As in protobuf's JSON form, a member with its default value is absent and 64-bit numbers are strings.
 */
export interface WireSession {
  signature: string;
  vitessSession: {
    autocommit: true;
    inTransaction?: true | undefined;
    targetString: string;
    options: { includedFields: "ALL"; clientFoundRows: true };
    DDLStrategy: "direct";
    SessionUUID: string;
    enableSystemSettings: true;
  };
}

/** A column of a result; `type` is absent for the type NULL. */
export interface Field {
  name: string;
  type?: string | undefined;
  table?: string | undefined;
  orgTable?: string | undefined;
  database?: string | undefined;
  orgName?: string | undefined;
  columnLength?: number | undefined;
  charset?: number | undefined;
  decimals?: number | undefined;
  flags?: number | undefined;
}

/** The values of a row, joined and in base64; a length of -1 is NULL. */
export interface Row {
  lengths: string[];
  values?: string | undefined;
}

export interface QueryResult {
  fields?: Field[] | undefined;
  rows?: Row[] | undefined;
  rowsAffected?: string | undefined;
  insertId?: string | undefined;
}

export interface WireError {
  code: string;
  message: string;
}

export interface ExecuteResponse {
  session: WireSession;
  result?: QueryResult;
  error?: WireError;
  /** Seconds. */
  timing?: number;
}
