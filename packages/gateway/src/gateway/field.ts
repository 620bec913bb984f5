import type { FieldPacket } from "mysql2";
import type { Field } from "./protocol.ts";

const binaryCharset = 63;
const flag = { unsigned: 32, binary: 128, enum: 256, set: 2048 };

// Numbers of the MySQL protocol to names of Vitess (go/sqltypes); 6, NULL, is the default and has no name.
const names: Partial<Record<number, string>> = {
  0: "DECIMAL",
  1: "INT8",
  2: "INT16",
  3: "INT32",
  4: "FLOAT32",
  5: "FLOAT64",
  7: "TIMESTAMP",
  8: "INT64",
  9: "INT24",
  10: "DATE",
  11: "TIME",
  12: "DATETIME",
  13: "YEAR",
  15: "VARCHAR",
  16: "BIT",
  17: "TIMESTAMP",
  18: "DATETIME",
  19: "TIME",
  245: "JSON",
  246: "DECIMAL",
  247: "ENUM",
  248: "SET",
  249: "TEXT",
  250: "TEXT",
  251: "TEXT",
  252: "TEXT",
  253: "VARCHAR",
  254: "CHAR",
  255: "GEOMETRY",
};
const binaryNames: Partial<Record<string, string>> = { TEXT: "BLOB", VARCHAR: "VARBINARY", CHAR: "BINARY" };

/** Describes a column as Vitess does. */
export function toField(column: FieldPacket): Field {
  // MariaDB's JSON is a LONGTEXT that says so beside its type; MySQL's has the binary character set.
  const json = column.extendedFormat === "json";
  const flags = typeof column.flags === "number" ? column.flags : 0;
  return {
    name: column.name,
    type: json ? "JSON" : vitessType(column.columnType, flags),
    table: column.table || undefined,
    orgTable: column.orgTable || undefined,
    database: column.schema || undefined,
    orgName: column.orgName || undefined,
    columnLength: column.columnLength || undefined,
    charset: (json ? binaryCharset : column.characterSet) || undefined,
    decimals: column.decimals || undefined,
    flags: flags || undefined,
  };
}

/** The flags tell unsigned from signed and binary from text (go/sqltypes, modifyType); clients go by the charset. */
function vitessType(columnType: number | undefined, flags: number): string | undefined {
  const name = columnType === undefined ? undefined : names[columnType];
  if (name?.startsWith("INT") && flags & flag.unsigned) return `U${name}`;
  if (name === "CHAR" && flags & flag.enum) return "ENUM";
  if (name === "CHAR" && flags & flag.set) return "SET";
  if (name !== undefined && flags & flag.binary) return binaryNames[name] ?? name;
  return name;
}
