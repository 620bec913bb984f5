import type { Database } from "@donut-states/core/db/client";
import { listRestocks } from "@donut-states/core/restock/restock";
import { ledger } from "@donut-states/core/stock/ledger";
import type { Run } from "./load/drive.ts";
import type { Shelf } from "./load/shop.ts";
import type { Scenario } from "./scenario.ts";
import type { Subject } from "./subjects/subject.ts";

/** What the database says of a round, beside what the buyers were told. */
export interface Judgement {
  /** Sales that were told and that no shelf went down for. */
  lost: number;
  /** Sales that were told beyond what there was. */
  oversold: number;
  /** Promises that were not kept; of a design that makes none, always empty. */
  broken: string[];
}

/** Compares what buyers were told with what is on the shelves and in the ledger. */
export async function judge(
  db: Database,
  subject: Subject,
  scenario: Scenario,
  shelves: readonly Shelf[],
  run: Run,
): Promise<Judgement> {
  const ledgers = await Promise.all(shelves.map(({ sku }) => ledger(db, sku, { limit: 1 })));
  const start = sum(shelves.map((shelf) => shelf.start));
  const left = sum(ledgers.map(({ stock }) => stock));
  // Who keeps orders tells a buyer who asks again of the first one; who keeps none has sold once more.
  const told = subject.isHeld ? run.buyers.size : run.sold;
  const lost = told - (start - left);
  const figures = { lost: Math.max(0, lost), oversold: Math.max(0, told - start) };
  if (!subject.isHeld) return { ...figures, broken: [] };
  const failed = sum([...run.failures.values()]);
  const sold = sum(ledgers.map((found) => found.sold));
  const broken = [
    ...complain(
      ledgers.some(({ stock }) => stock < 0),
      "a stock is below zero",
    ),
    ...complain(
      ledgers.some(({ balanced }) => !balanced),
      "a ledger does not balance",
    ),
    ...complain(sold + left !== start, `${sold} sold and ${left} left of ${start}`),
    ...complain(sold < told || sold > told + failed, `${sold} orders, and ${told} buyers were told of one`),
    ...complain(run.contradicted.length > 0, `${run.contradicted.length} keys were told two things`),
    ...complain(scenario.buyers !== undefined && failed === 0 && left > 0, `${left} were not sold`),
    ...(subject.kind === "ours" ? await lookAtRestocks(db, shelves, left) : []),
  ];
  return { ...figures, broken };
}

/** An empty shelf has one restock order, however many were refused. */
async function lookAtRestocks(db: Database, shelves: readonly Shelf[], left: number): Promise<string[]> {
  if (left > 0) return [];
  const skus = new Set(shelves.map(({ sku }) => sku));
  const restocks = (await listRestocks(db, { limit: 100 })).filter(({ sku }) => skus.has(sku));
  return complain(
    restocks.length !== skus.size,
    `${restocks.length} restock orders for ${skus.size} shelves`,
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const complain = (isWrong: boolean, what: string) => (isWrong ? [what] : []);
