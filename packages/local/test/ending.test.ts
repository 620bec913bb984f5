import { afterAll, expect, test } from "vitest";
import { createPlace, expectEnd, main } from "./process.ts";

/** One store's story: its first starts are interrupted, the next is killed, the last goes on. */
const interrupted = await createPlace(afterAll);

/** Moments of a first start, each told by a process that names the directory. */
test.each([
  ["the database is made", "mariadb-install-db"],
  ["the database starts", "/database/data\0"],
])("Ctrl-C while %s ends the start with nothing but a word", async (_name, moment) => {
  const store = interrupted.start();
  await expect.poll(() => interrupted.processes(moment), { interval: 5 }).not.toEqual([]);
  expect(await store.stop()).toEqual({ code: 130, printed: "stopping" });
  expect(await interrupted.processes("")).toEqual([]);
});

test("a store killed with -9 goes on where it was: nothing is lost, and the restock completes", async () => {
  const place = interrupted;
  const first = place.start();
  expect(await first.ready).toMatch(/^ready.*http:\/\/127\.0\.0\.1/);
  for (const left of [2, 1, 0]) expect(await (await place.buy()).json()).toMatchObject({ stock: left });
  await first.stop("SIGKILL");
  const second = place.start();
  await second.ready;
  await expect.poll(place.product).toMatchObject({ stock: 10, restock: null });
  await expectEnd(place, second, "SIGINT");
});

const killDatabase = async (place: Awaited<ReturnType<typeof createPlace>>) => {
  const [pid = 0] = await place.databases();
  process.kill(pid, "SIGKILL");
  await expect.poll(place.databases, { interval: 10 }).not.toContain(pid);
};

test("a database that was killed is started again with its data, and not for ever", async () => {
  const place = await createPlace();
  const store = place.start();
  await store.ready;
  expect(await (await place.buy()).json()).toMatchObject({ stock: 2 });
  for (let end = 1; end <= 2; end++) {
    await killDatabase(place);
    await expect.poll(async () => (await fetch(`${place.url}/healthz`)).status).toBe(200);
    expect(await place.product()).toMatchObject({ stock: 2 });
  }
  expect(store.printed.filter((line) => line.includes("database server ended by itself"))).toHaveLength(2);
  await killDatabase(place);
  const { code, printed } = await store.ended;
  expect(code).toBe(1);
  expect(printed).toContain("The database server ended 3 times within a minute");
  expect(await place.databases()).toEqual([]);
});

test("a rejection that nobody handles is one line; what nobody catches ends the store, the database included", async () => {
  const place = await createPlace();
  const mischief = `process.on("SIGUSR2", () => void Promise.reject(new TypeError("a mistake\\nin a handler")));
    process.on("SIGWINCH", () => { throw new Error("a state that nobody knows"); });`;
  const preload = ["--import", `data:text/javascript,${encodeURIComponent(mischief)}`];
  const store = place.run([process.execPath, ...preload, ...main]);
  await store.ready;
  store.child.kill("SIGUSR2");
  await expect
    .poll(() => store.printed.filter((line) => line.includes("a mistake in a handler")))
    .toHaveLength(1);
  expect(await (await place.buy()).json()).toMatchObject({ stock: 2 });
  store.child.kill("SIGWINCH");
  const { code, printed } = await store.ended;
  expect(code).toBe(1);
  expect(printed).toContain("uncaught exception: Error: a state that nobody knows");
  expect(await place.databases()).toEqual([]);
});

test("a second Ctrl-C ends at once what is left", async () => {
  const place = await createPlace();
  const store = place.start();
  await store.ready;
  const [database = 0] = await place.databases();
  process.kill(database, "SIGSTOP"); // so that it cannot stop
  const signal = () => (store.child.kill("SIGINT"), store.child.exitCode);
  await expect.poll(signal, { interval: 300 }).toBe(130);
  await expect.poll(place.databases).toEqual([]);
});
