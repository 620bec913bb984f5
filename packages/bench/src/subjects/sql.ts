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

/** What a statement finds. */
export async function rowsOf(on: Runner, sql: string, values: unknown[]): Promise<RowDataPacket[]> {
  const [rows] = await on.query<RowDataPacket[]>(sql, values);
  return rows;
}

/** The first row of it. */
export async function first(on: Runner, sql: string, values: unknown[]): Promise<RowDataPacket | undefined> {
  return (await rowsOf(on, sql, values))[0];
}

/** Writes an order as our own table wants it, and returns its id. Rejects as a duplicate where the key has one. */
export async function insertOrder(
  on: Runner,
  { productId }: Shelf,
  key: string,
  status: "pending" | "confirmed",
  lane: "normal" | "surge" = "normal",
): Promise<Buffer> {
  const id = bytes(newId());
  const confirmedAt = status === "confirmed" ? "CURRENT_TIMESTAMP(3)" : "NULL";
  await on.query(
    `INSERT INTO orders
       (order_id, idem_key, request_hash, product_id, quantity, unit_price, status, lane, correlation_id, confirmed_at)
     VALUES (?, ?, ?, ?, 1, 1000, ?, ?, 'bench', ${confirmedAt})`,
    [id, key, "0".repeat(64), bytes(productId), status, lane],
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

/** Runs work again that could not have its locks, as a whole. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!AGAIN.includes(numberOf(error) ?? 0) || tried === TRIES) throw error;
    }
    await sleep(Math.random() * 2 * tried);
  }
}

/** One transaction on a connection of the pool's, run again where it could not have its locks. */
export const transaction = <T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> =>
  again(async () => {
    const connection = await pool.getConnection();
    try {
      await connection.query("BEGIN");
      const result = await work(connection);
      await connection.query("COMMIT");
      return result;
    } catch (error) {
      await connection.query("ROLLBACK");
      throw error;
    } finally {
      connection.release();
    }
  });
