import { sql } from "drizzle-orm";
import { customType, datetime } from "drizzle-orm/mysql-core";
import { v7 } from "uuid";

const GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/**
 * A UUID kept as BINARY(16). drizzle's own `binary` decodes the bytes as text and so destroys them on read
 * (drizzle-orm#1188). MySQL's UUID_TO_BIN does not exist in MariaDB, hence the bytes are made here. What has
 * the form of a UUID but no valid version is nobody's id, and not an error.
 */
export const uuid = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => "binary(16)",
  toDriver: (text) => Buffer.from(text.replaceAll("-", ""), "hex"),
  fromDriver: (bytes) => Buffer.from(bytes).toString("hex").replace(GROUPS, "$1-$2-$3-$4-$5"),
});

/** JSON kept as text: MariaDB has no JSON type, and both engines agree on text. Say what it is with `$type`. */
export const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => "text",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text),
});

/** A UTC time with milliseconds. */
export const at = (name: string) => datetime(name, { mode: "date", fsp: 3 });

/** The database's clock: all deadlines are judged by it, so that a skewed host cannot. */
export const now = sql`CURRENT_TIMESTAMP(3)`;

/** The database's time in so many milliseconds (negative: ago). */
export const fromNow = (milliseconds: number) =>
  sql`CURRENT_TIMESTAMP(3) + INTERVAL ${Math.round(milliseconds) * 1000} MICROSECOND`;

/** Reads what a comparison says: MySQL answers it as a 64-bit number, which the driver leaves a text, and "0" is not false. */
export const truth = (value: unknown): boolean => Number(value) === 1;

/** A new id, ordered by time (UUID version 7, RFC 9562). */
export const newId = (): string => v7();
