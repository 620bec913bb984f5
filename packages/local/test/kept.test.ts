import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPlace, expectEnd, freePorts } from "./process.ts";

/** One story: a store that others cannot start beside is killed, goes on with what it had, and begins anew. */
const place = await createPlace(afterAll);
// A message dies with its first failure, which is no lack of time on a busy machine.
const patient = { RESTOCK_OVERDUE_MS: "600000", MAX_RECEIVE_COUNT: "1", VISIBILITY_TIMEOUT_S: "12" };
let first: ReturnType<typeof place.start>;
beforeAll(async () => {
  first = place.start([], patient);
  await first.ready;
});

type Answer = Partial<Record<"messages" | "incidents", unknown[]>>;

/** Operations' routes of a store in a process of its own. */
async function ops(path: string, method = "GET", sent?: object): Promise<Answer> {
  const authorization = `Bearer ${place.environment.OPS_TOKEN}`;
  const headers = { authorization, "content-type": "application/json" };
  const body = sent && { body: JSON.stringify(sent) };
  // What the API documents; a member that is not there fails the expectation of it.
  return (await fetch(`${place.url}/ops${path}`, { method, headers, ...body })).json() as Promise<Answer>;
}
const dead = async () => (await ops("/queues/ads/dead-letters")).messages;
const told = async () => (await ops("/incidents?kind=dead_letter")).incidents;

/** Puts a text on a work queue, as only a mistake would. */
async function send(queue: string, text: string) {
  const endpoint = `http://127.0.0.1:${place.environment.AWS_PORT}`;
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" };
  const body = JSON.stringify({ QueueUrl: `${endpoint}/000000000000/${queue}`, MessageBody: text });
  expect((await fetch(endpoint, { method: "POST", headers, body })).status).toBe(200);
}

const storefront = `http://127.0.0.1:${place.environment.WEB_PORT}`;

/** Looks at something as soon as a store tells that a function was given messages. */
const atFirstMessage = <T>(output: Readable, look: () => Promise<T>) =>
  new Promise<T>((resolve) => {
    output.on("data", (text) => /, \d+ messages? /.test(String(text)) && resolve(look()));
  });

test("a second start on the same ports names every variable, and leaves the first alone", async () => {
  const elsewhere = { LOCAL_DIR: join(place.directory, "other") };
  const { code, printed } = await place.start([], elsewhere).ended;
  expect(code).toBe(1);
  for (const name of ["API_PORT", "WEB_PORT", "FACTORY_PORT", "AWS_PORT"])
    expect(printed).toContain(`${name}: port`);
  expect(printed).not.toContain("    at ");
  expect(await place.product()).toMatchObject({ stock: 3 });
});

test("a second start on the same directory is refused before it touches anything", async () => {
  // Unlike a sale it sends no message, which could die as well.
  const fewer = { delta: -1, reason: "dropped" };
  expect(await ops("/products/CP-502101/adjustments", "POST", fewer)).toMatchObject({ stock: 2 });
  const elsewhere = await freePorts();
  const foreign = { ...elsewhere, DATABASE_URL: "mysql://root@127.0.0.1:1/x" };
  for (const second of [place.start(["--fresh"], elsewhere), place.start([], foreign)]) {
    const { code, printed } = await second.ended;
    expect(code).toBe(1);
    expect(printed).toContain(`is in use by process ${first.child.pid}`);
  }
  expect(await place.product()).toMatchObject({ stock: 2 });
});

test("a store killed with -9 still has its dead letters, with their reasons, and tells of them no second time", async () => {
  await send("ads", "<poison/>");
  await expect
    .poll(dead)
    .toMatchObject([{ event: "<poison/>", reason: expect.stringContaining("not valid JSON") }]);
  await expect.poll(told).toMatchObject([{ count: 1 }]);
  let before: Answer["messages"];
  await expect.poll(async () => (before = await dead())).toHaveLength(1);
  await first.stop("SIGKILL");

  const next = place.start([], patient);
  // Until the storefront is there its start takes the time of the functions.
  expect(await atFirstMessage(next.child.stdout, () => fetch(storefront))).toMatchObject({ ok: true });
  await next.ready;
  expect(await place.product()).toMatchObject({ stock: 2 });
  // The watchdog's look hides them for a moment.
  await expect.poll(dead).toEqual(before);
  expect(await told()).toMatchObject([{ count: 1 }]);
  expect(await ops("/audit")).toMatchObject({ ok: true });
  expect(await ops("/queues/ads/dead-letters", "DELETE")).toMatchObject({ purged: 1 });
  await expectEnd(place, next, "SIGTERM");
});

test("--fresh starts from empty data", async () => {
  const fresh = place.start(["--fresh"]);
  await fresh.ready;
  expect(await place.product()).toMatchObject({ stock: 3 });
  await expectEnd(place, fresh, "SIGHUP");
});
