import { join } from "node:path";
import { config } from "@donut-states/core/config";
import { connect } from "@donut-states/core/db/client";
import { keepAliveFetch } from "@donut-states/core/db/fetch";
import { migrateOrVerify } from "@donut-states/core/db/migrate";
import { seed } from "@donut-states/core/product/seed";
import { prepare } from "@donut-states/core/topology";

/** Milliseconds one change of the schema may take. */
const STATEMENT_MS = 5 * 60_000;

/** Makes a stage's database ready for the functions that are deployed after it; safe to repeat. */
export const handler = async (): Promise<void> => {
  const db = connect(await config.databaseUrl(), keepAliveFetch(STATEMENT_MS));
  await migrateOrVerify(db, join(config.taskRoot(), prepare.files));
  await seed(db);
};
