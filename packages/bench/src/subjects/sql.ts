import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@donut-states/core/db/columns";
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Shelf } from "../load/shop.ts";

const DUPLICATE = 1062;
/** A deadlock, or a lock that did not come in time: nothing has happened. */
const AGAIN = [1213, 1205];
const TRIES = 20;

const numberOf = (error: unknown) =>
  error instanceof Error && "errno" in error ? Number(error.errno) : undefined;
export const isDuplicate = (error: unknown) => numberOf(error) === DUPLICATE;

/** A UUID as its column keeps it. */
export const bytes = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
export const text = (id: Buffer) => id.toString("hex");

type Runner = Pick<Pool | PoolConnection, "query">;

/** Runs a statement that changes something, and returns how many rows it matched. */
export async function change(on: Runner, sql: string, values: unknown[]): Promise<number> {
  const [{ affectedRows }] = await on.query<ResultSetHeader>(sql, values);
  return affectedRows;
}

/** The first row of what a statement finds. */
export async function first(on: Runner, sql: string, values: unknown[]): Promise<RowDataPacket | undefined> {
  const [[row]] = await on.query<RowDataPacket[]>(sql, values);
  return row;
}

/** Writes an order as our own table wants it, and returns its id. Rejects as a duplicate where the key has one. */
export async function insertOrder(
  on: Runner,
  { productId }: Shelf,
  key: string,
  status: "pending" | "confirmed",
): Promise<Buffer> {
  const id = bytes(newId());
  const confirmedAt = status === "confirmed" ? "CURRENT_TIMESTAMP(3)" : "NULL";
  await on.query(
    `INSERT INTO orders
       (order_id, idem_key, request_hash, product_id, quantity, unit_price, status, correlation_id, confirmed_at)
     VALUES (?, ?, ?, ?, 1, 1000, ?, 'bench', ${confirmedAt})`,
    [id, key, "0".repeat(64), bytes(productId), status],
  );
  return id;
}

/** The order that a key was sold, if any. */
export async function orderOf(on: Runner, key: string): Promise<string | undefined> {
  const row = await first(on, "SELECT order_id FROM orders WHERE idem_key = ? AND status = 'confirmed'", [
    key,
  ]);
  return row && text(row.order_id);
}

/** One transaction on a connection of the pool's, run again where it could not have its locks. */
export async function transaction<T>(
  pool: Pool,
  work: (connection: PoolConnection) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    const connection = await pool.getConnection();
    try {
      await connection.query("BEGIN");
      const result = await work(connection);
      await connection.query("COMMIT");
      return result;
    } catch (error) {
      await connection.query("ROLLBACK");
      if (!AGAIN.includes(numberOf(error) ?? 0) || tried === TRIES) throw error;
    } finally {
      connection.release();
    }
    await sleep(Math.random() * 2 * tried);
  }
}
