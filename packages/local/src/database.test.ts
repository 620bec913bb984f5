import { freePort } from "@donut-states/gateway/server/port";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";

const keeper = { say: () => {}, giveUp: () => {}, signal: new AbortController().signal };

test.each(["mysql", "https"])(
  "a %s database that cannot be reached is told by its variable, without its password",
  async (protocol) => {
    const DATABASE_URL = `${protocol}://user:secret@127.0.0.1:${await freePort("127.0.0.1")}/x`;
    const opening = openDatabase({ DATABASE_URL, LOCAL_DIR: "unused" }, keeper).catch(String);
    const told = await opening;
    expect(told).toMatch(/^Error: DATABASE_URL: the database cannot be used: .*ECONNREFUSED/s);
    expect(told).not.toContain("secret");
  },
);
