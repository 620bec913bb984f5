import { inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { raiseIncident } from "../event/incident.ts";
import { commit } from "../event/outbox.ts";
import { explain, listBalances } from "../stock/balances.ts";
import type { Balance } from "../stock/stock.schema.ts";
import { incident } from "./operations.sql.ts";
import { openKey } from "./record.ts";

const kind = "ledger_mismatch";
const keyOf = ({ sku }: Pick<Balance, "sku">) => openKey({ kind, about: sku });

/** Tells operations of each product whose stock is not what its movements add up to, unless they know of it. */
export async function watchLedgers(db: Database): Promise<void> {
  const wrong = (await listBalances(db)).filter(({ balanced }) => !balanced);
  const known = await openAmong(db, wrong.map(keyOf));
  for (const balance of wrong) if (!known.has(keyOf(balance))) await tell(db, balance);
}

async function openAmong(db: Database, keys: readonly string[]): Promise<Set<string | null>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: incident.openKey })
    .from(incident)
    .where(inArray(incident.openKey, [...keys]));
  return new Set(rows.map(({ key }) => key));
}

async function tell(db: Database, balance: Balance): Promise<void> {
  const { sku } = balance;
  const message = `The ledger does not balance: ${explain(balance)}.`;
  await commit(db, newId(), async (unit) =>
    raiseIncident(unit, { kind, severity: "critical", about: sku, sku, message }),
  );
}
