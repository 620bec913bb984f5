import { eq, sql } from "drizzle-orm";
import { v5 } from "uuid";
import * as v from "valibot";
import type { Database, Executor, Transaction } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { isDuplicate } from "../db/failure.ts";
import { DomainError } from "../error.ts";
import { commit, type UnitOfWork } from "../event/outbox.ts";
import { describeProduct } from "./catalogue.ts";
import { type Definition, NewSku, type Product } from "./product.schema.ts";
import { advertisement, factory, product } from "./product.sql.ts";
import { changed } from "./settings.ts";

/**
 * Adds a product, or makes the one of this sku what the definition says; the same definition again changes nothing. A
 * restock is considered. Throws `name_taken`, and `invalid_request` for a sku or factory that cannot be and for another
 * initial stock than the product began with: stock is corrected by adjustments.
 */
export async function defineProduct(
  db: Database,
  sku: string,
  definition: Definition,
  correlationId: string,
): Promise<{ product: Product; created: boolean }> {
  const attempt = () => commit(db, correlationId, (unit) => define(unit, sku, definition));
  try {
    // Whoever adds the same product at the same moment is first, and then it is there to be changed.
    const created = await attempt().catch((error: unknown) => {
      if (isDuplicate(error)) return attempt();
      throw error;
    });
    return { product: await describeProduct(db, sku), created };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new DomainError("name_taken", `Another product is named ${definition.name}`, "#/name");
  }
}

async function define(unit: UnitOfWork, sku: string, definition: Definition): Promise<boolean> {
  const { tx } = unit;
  const { factory: identifier, adManager, initialStock, ...rest } = definition;
  const row = {
    ...rest,
    factoryId: await factoryOf(tx, identifier),
    ...(adManager === undefined ? {} : { adId: adManager && (await advertisementOf(tx, adManager)) }),
  };
  const known = await lookUp(tx, sku);
  if (!known) {
    await add(unit, sku, row, initialStock ?? 0);
  } else {
    if (initialStock !== undefined && initialStock !== known.initialStock) throw notInitial(sku);
    await tx.update(product).set(row).where(eq(product.productId, known.productId));
  }
  await changed(unit, sku, definition);
  return !known;
}

async function lookUp(db: Executor, sku: string) {
  const [found] = await db.select().from(product).where(eq(product.sku, sku));
  // By most servers' default collations `a` and `A` are the same.
  if (found && found.sku !== sku)
    throw new DomainError("invalid_request", `The sku ${sku} is too much like ${found.sku}`, "sku");
  return found;
}

type Row = Omit<typeof product.$inferInsert, "productId" | "sku">;

async function add(unit: UnitOfWork, sku: string, row: Row, stock: number): Promise<void> {
  if (!v.safeParse(NewSku, sku).success)
    throw new DomainError("invalid_request", `A product cannot have the sku ${sku}`, "sku");
  await unit.tx.insert(product).values({ ...row, productId: newId(), sku, stock, initialStock: stock });
  // Its advertisement may have been stopped for lack of anything to sell.
  if (stock > 0 && !row.retired)
    unit.emit("stock.replenished", sku, { sku, stock, restockId: null, quantity: stock });
}

async function factoryOf(db: Executor, identifier: string): Promise<string> {
  const [found] = await db.select().from(factory).where(eq(factory.identifier, identifier));
  if (found?.identifier !== identifier)
    throw new DomainError("invalid_request", `There is no factory ${identifier}`, "#/factory");
  return found.factoryId;
}

/**
 * The advertisement that a manager runs; a new one where there is none. Its id is made of the manager's address: whoever
 * needs it at the same moment makes the same.
 */
async function advertisementOf(tx: Transaction, managerEmail: string): Promise<string> {
  const [found] = await tx.select().from(advertisement).where(eq(advertisement.managerEmail, managerEmail));
  if (found) return found.adId;
  const adId = v5(`mailto:${managerEmail}`, v5.URL);
  const alreadyMade = { set: { adId: sql`${advertisement.adId}` } };
  await tx.insert(advertisement).values({ adId, managerEmail }).onDuplicateKeyUpdate(alreadyMade);
  return adId;
}

const notInitial = (sku: string) =>
  new DomainError(
    "invalid_request",
    `${sku} began with another stock; correct it by an adjustment`,
    "#/initialStock",
  );
