import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "./testing.ts";
import { expectGolden, goldenNames, readGolden } from "./test/golden.ts";
import { execute } from "./test/wire.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.stop());

describe.each(["types", "results", "errors"])("golden %s", (folder) => {
  test.each(goldenNames(folder))("%s", async (name) => {
    const { setup = [], statement = "" } = readGolden(name);
    for (const preparation of setup) {
      expect(await execute(database.url, preparation)).not.toHaveProperty("error");
    }
    expectGolden(name, await execute(database.url, statement));
  });
});
