import { randomBytes } from "node:crypto";
import { expect, inject, onTestFinished, test } from "vitest";
import type { ServerAddress } from "../address.ts";
import { startGateway } from "../gateway.ts";
import { administer, ensureDatabase } from "./administer.ts";

const server = inject("databaseServer");
const unique = randomBytes(6).toString("hex");

/** Leaves nothing of what a test makes on the server that all test files share. */
const undo = (sql: string) => onTestFinished(async () => void (await administer(server, sql)));

/** A user of the server that may do nothing but what it is granted. */
async function userWith(grant: string): Promise<ServerAddress> {
  const user = `u_${unique}`;
  await administer(server, `CREATE USER ${user} IDENTIFIED BY 'donut'`);
  undo(`DROP USER ${user}`);
  await administer(server, `GRANT ${grant} TO ${user}`);
  return { ...server, user, password: "donut" };
}

test.each(["donut-states", "donut.states", "donut`s", "도넛"])(
  "a database may be called %s, and is made once",
  async (prefix) => {
    const name = `${prefix}_${unique}`;
    undo(`DROP DATABASE \`${name.replaceAll("`", "``")}\``);
    await ensureDatabase(server, name);
    await ensureDatabase(server, name);
    const schemata = "information_schema.schemata WHERE default_collation_name = 'utf8mb4_bin'";
    const rows = await administer(server, `SELECT schema_name AS name FROM ${schemata}`);
    expect(rows.filter((row) => row["name"] === name)).toHaveLength(1);
    await (await startGateway({ server, database: name })).stop();
  },
);

test("whoever may not make a database can open one that is there, and hears of one that is not", async () => {
  const name = `kept_${unique}`;
  await ensureDatabase(server, name);
  undo(`DROP DATABASE ${name}`);
  const user = await userWith(`SELECT ON ${name}.*`);
  await ensureDatabase(user, name);
  await expect(ensureDatabase(user, `other_${unique}`)).rejects.toThrow("Access denied");
});
