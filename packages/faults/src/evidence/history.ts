import type { Pool } from "mysql2/promise";
import * as v from "valibot";

/**
 * The database's own record of what happened, which no code of the store can leave out or falsify. A trigger's row
 * is numbered while the lock of the change is held, so two changes of one row stand in the order in which they took effect.
 */
const statements = [
  `CREATE TABLE seen_step (
     seq BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) NOT NULL, restock_id BINARY(16) NOT NULL,
     product_id BINARY(16) NOT NULL, was VARCHAR(16), became VARCHAR(16) NOT NULL)`,
  `CREATE TABLE seen_movement (
     seq BIGINT AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) NOT NULL, product_id BINARY(16) NOT NULL,
     was INT NOT NULL, became INT NOT NULL)`,
  `CREATE TRIGGER see_opening AFTER INSERT ON restock FOR EACH ROW
     INSERT INTO seen_step (at, restock_id, product_id, became)
     VALUES (SYSDATE(3), NEW.restock_id, NEW.product_id, NEW.status)`,
  // Whatever is done to a completed order is a credit; the claim of a call to the factory changes no state.
  `CREATE TRIGGER see_step AFTER UPDATE ON restock FOR EACH ROW
     INSERT INTO seen_step (at, restock_id, product_id, was, became)
     SELECT SYSDATE(3), NEW.restock_id, NEW.product_id, OLD.status, NEW.status FROM DUAL
      WHERE NEW.status <> OLD.status OR NEW.status = 'completed'`,
  `CREATE TRIGGER see_movement AFTER UPDATE ON product FOR EACH ROW
     INSERT INTO seen_movement (at, product_id, was, became)
     SELECT SYSDATE(3), NEW.product_id, OLD.stock, NEW.stock FROM DUAL WHERE NEW.stock <> OLD.stock`,
];

/** Begins the record in a migrated database. */
export async function recordHistory(database: Pool): Promise<void> {
  for (const statement of statements) await database.query(statement);
}

const Count = v.tuple([v.object({ count: v.number() })]);

/** How often a restock order was opened or asked for again. */
export async function countRequests(database: Pool): Promise<number> {
  const [rows] = await database.query("SELECT COUNT(*) AS count FROM seen_step WHERE became = 'requested'");
  const [{ count }] = v.parse(Count, rows);
  return count;
}
