import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createPlace, freePorts, ROOT } from "./process.ts";

test("a second start on the same ports names every variable, and leaves the first alone", async () => {
  const place = await createPlace();
  const first = place.start();
  await first.ready;
  const elsewhere = { LOCAL_DIR: join(place.directory, "other") };
  const { code, printed } = await place.start([], elsewhere).ended;
  expect(code).toBe(1);
  for (const name of ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"])
    expect(printed).toContain(`${name}: port`);
  expect(printed).not.toContain("    at ");
  expect(await place.product()).toMatchObject({ stock: 3 });
  await first.stop();
});

test("a second start on the same directory is refused before it touches anything, until the first is killed", async () => {
  const place = await createPlace();
  const first = place.start();
  await first.ready;
  await place.buy();
  const elsewhere = await freePorts();
  const foreign = { ...elsewhere, DATABASE_URL: "mysql://root@127.0.0.1:1/x" };
  for (const second of [place.start(["--fresh"], elsewhere), place.start([], foreign)]) {
    const { code, printed } = await second.ended;
    expect(code).toBe(1);
    expect(printed).toContain(`is in use by process ${first.child.pid}`);
  }
  expect(await place.product()).toMatchObject({ stock: 2 });
  await first.stop("SIGKILL");
  const next = place.start();
  await next.ready;
  expect(await place.product()).toMatchObject({ stock: 2 });
  await next.stop();
});

test("--fresh starts from empty data", async () => {
  const place = await createPlace();
  const first = place.start();
  await first.ready;
  await place.buy();
  await first.stop();
  const fresh = place.start(["--fresh"]);
  await fresh.ready;
  expect(await place.product()).toMatchObject({ stock: 3 });
  await fresh.stop();
});

test("a wrong setting is named", async () => {
  const place = await createPlace();
  const { code, printed } = await place.start([], { FACTORY_STEP_MS: "soon" }).ended;
  expect(code).toBe(1);
  expect(printed).toContain("FACTORY_STEP_MS: must be a number above 0");
});

test("--fresh is refused with a database of somebody else, and for a directory that no store made", async () => {
  const place = await createPlace();
  const foreign = { DATABASE_URL: "mysql://root@127.0.0.1:1/x" };
  expect((await place.start(["--fresh"], foreign).ended).printed).toContain("DATABASE_URL");
  expect((await place.start(["--fresh"], { LOCAL_DIR: ROOT }).ended).printed).toContain("LOCAL_DIR");
  expect(await readdir(ROOT)).toContain("package.json");
});
