import { eq, inArray, sql } from "drizzle-orm";
import type { Database, Transaction } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { measure } from "../measure.ts";
import { availableOf } from "../product/available.ts";
import { endPeriod } from "../product/period.ts";
import { product } from "../product/product.sql.ts";
import { serveLine } from "../reservation/serve.ts";
import { consider } from "./consider.ts";
import type { Receipt } from "./receipt.ts";
import { story, toRestock } from "./restock.ts";
import { restock } from "./restock.sql.ts";
import { openStatuses, type RestockStatus } from "./restock.status.ts";

const closedEarly = ["failed", "cancelled"] as const satisfies RestockStatus[];

/**
 * Takes delivered goods into stock: completes the order and raises the stock by the ordered quantity in one guarded
 * statement, exactly once per order. Goods for an order that was given up count once as well and are an incident;
 * so are a repeated receipt and a claimed count that differs. A redelivery of the same receipt changes nothing. The
 * waiting line is served from what has come.
 */
export async function receive(db: Database, receipt: Receipt): Promise<void> {
  const found = await look(db, receipt.restockId);
  if (!found) throw new Error(`There is no restock order ${receipt.restockId}`);
  const { productId } = found.row;
  // A completed order stays so: many who report it again must not queue for its lock and that of its product.
  if (found.row.completedAt !== null) await reportRepeated(db, receipt, found);
  else await count(db, receipt, found);
  // Also for a redelivery: whoever counted the goods may have died before the line was served.
  await serveLine(db, productId);
}

async function count(db: Database, receipt: Receipt, found: Found): Promise<void> {
  const { productId } = found.row;
  const leadTimeMs = await commit(db, found.row.correlationId, async (unit) => {
    if (await credit(unit.tx, receipt, openStatuses)) return credited(unit, receipt, productId);
    if (await credit(unit.tx, receipt, closedEarly)) {
      raise(unit, receipt, found.product.sku, "late_receipt", lateMessage);
      return credited(unit, receipt, productId);
    }
    // The two statements above waited for whoever counted the order, so this transaction's snapshot shows it.
    const completed = await look(unit.tx, receipt.restockId);
    if (completed?.row.receiptId !== receipt.receiptId)
      raise(unit, receipt, found.product.sku, "repeated_receipt", repeatedMessage(found.row.attempts));
    return undefined;
  });
  if (leadTimeMs !== undefined) measure("RestockLeadTime", leadTimeMs);
}

type Found = NonNullable<Awaited<ReturnType<typeof look>>>;

/** The redelivery of the receipt that counted is no second delivery of goods; any other is told. */
async function reportRepeated(
  db: Database,
  receipt: Receipt,
  { row, product: { sku } }: Found,
): Promise<void> {
  if (row.receiptId === receipt.receiptId) return;
  await commit(db, row.correlationId, async (unit) =>
    raise(unit, receipt, sku, "repeated_receipt", repeatedMessage(row.attempts)),
  );
}

const lateMessage =
  "Goods arrived for an order that had been given up; they were counted. Check for a surplus.";
const repeatedMessage = (attempts: number) =>
  attempts > 1
    ? `The factory reported this order again after ${attempts} requests; nothing was added. Count the goods by hand.`
    : "The factory reported this order again; nothing was added.";

function look(db: Database | Transaction, restockId: string) {
  return db
    .select({ row: restock, product })
    .from(restock)
    .innerJoin(product, eq(product.productId, restock.productId))
    .where(eq(restock.restockId, restockId))
    .then(([found]) => found);
}

async function credit(tx: Transaction, receipt: Receipt, from: readonly RestockStatus[]): Promise<boolean> {
  const id = restock.restockId.mapToDriverValue(receipt.restockId);
  const receiptId = restock.receiptId.mapToDriverValue(receipt.receiptId);
  const { rowsAffected } = await tx.execute(sql`
    UPDATE ${restock} r JOIN ${product} p ON p.product_id = r.product_id
       SET r.status = 'completed', r.completed_at = ${now}, r.open_key = NULL, r.lease_until = NULL,
           r.receipt_id = ${receiptId}, p.stock = p.stock + r.quantity,
           p.restock_after = NULL
     WHERE r.restock_id = ${id} AND r.completed_at IS NULL AND ${inArray(sql`r.status`, [...from])}`);
  return rowsAffected > 0;
}

/** Tells of counted goods, and returns how many milliseconds they took. */
async function credited(unit: UnitOfWork, receipt: Receipt, productId: string): Promise<number> {
  await endPeriod(unit.tx, productId);
  const found = await look(unit.tx, receipt.restockId);
  if (!found) throw new Error(`Restock order ${receipt.restockId} vanished`);
  const { product: shelf, row } = found;
  const { sku } = shelf;
  const stock = availableOf(shelf);
  unit.emit("restock.completed", sku, story(toRestock(row, sku)));
  unit.emit("stock.replenished", sku, { sku, stock, restockId: row.restockId, quantity: row.quantity });
  if (receipt.claimed !== undefined && receipt.claimed !== row.quantity)
    raise(unit, receipt, sku, "quantity_mismatch", mismatchMessage(receipt.claimed, row.quantity));
  // A delivery that leaves the stock at or below the reorder point asks for the next one at once.
  await consider(unit, shelf);
  return Number(row.completedAt) - Number(row.requestedAt);
}

const mismatchMessage = (claimed: number, ordered: number) =>
  `The factory reported ${claimed} units for an order of ${ordered}; ${ordered} were counted. Count the goods by hand.`;

type Kind = "late_receipt" | "repeated_receipt" | "quantity_mismatch";

function raise(unit: UnitOfWork, receipt: Receipt, sku: string, kind: Kind, message: string): void {
  const { receiptId, restockId } = receipt;
  // A receipt repeats an order once, however often its message is delivered.
  const once = kind === "repeated_receipt" ? receiptId : undefined;
  raiseIncident(unit, { kind, severity: "warning", message, sku, restockId, about: restockId }, once);
}

/** Of these receipts those that completed their orders: delivered again they change nothing. */
export async function findCounted(db: Database, receiptIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: restock.receiptId })
    .from(restock)
    .where(inArray(restock.receiptId, [...receiptIds]));
  return new Set(rows.flatMap(({ id }) => id ?? []));
}
