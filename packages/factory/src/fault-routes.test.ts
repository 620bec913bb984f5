import { expect, test } from "vitest";
import { faultRoutes } from "./fault-routes.ts";
import { createFaults } from "./faults.ts";

const off = {
  down: null,
  error500: null,
  hang: null,
  silent: null,
  duplicate: null,
  early: null,
  wrongCount: null,
  slow: null,
};

function start() {
  const faults = createFaults();
  const routes = faultRoutes(faults);
  const send = async (method: string, body?: string): Promise<[number, unknown]> => {
    const response = await routes.request("/", { method, body: body ?? null });
    return [response.status, await response.json()];
  };
  return { faults, send };
}

test("all faults are off at first", async () => {
  expect(await start().send("GET")).toEqual([200, off]);
});

test("PUT replaces all switches and takes back what GET gave", async () => {
  const { faults, send } = start();
  faults.set({ down: {}, early: {} });
  const wanted = { ...off, slow: { ms: 250, times: 2 }, silent: {} };
  expect(await send("PUT", '{"slow":{"ms":250,"times":2},"silent":{},"hang":null}')).toEqual([200, wanted]);
  expect(await send("PUT", JSON.stringify(wanted))).toEqual([200, wanted]);
  expect(await send("GET")).toEqual([200, wanted]);
  expect(await send("PUT", "{}")).toEqual([200, off]);
});

test("PATCH changes only the switches that it names", async () => {
  const { faults, send } = start();
  faults.set({ down: {}, early: { times: 3 } });
  expect(await send("PATCH", '{"down":null,"hang":{"times":1}}')).toEqual([
    200,
    { ...off, early: { times: 3 }, hang: { times: 1 } },
  ]);
});

test.each([
  ["{", "", "body must be JSON"],
  ["null", "", "body must be an object of faults"],
  ["[]", "", "body must be an object of faults"],
  ['{"fire":{}}', "fire", "fire is unknown"],
  ['{"down":true}', "down", 'down must be an object such as {} or {"times":1}, or null for off'],
  ['{"down":[]}', "down", 'down must be an object such as {} or {"times":1}, or null for off'],
  ['{"down":{"ms":5}}', "down.ms", "down.ms is unknown"],
  ['{"hang":{"times":0}}', "hang.times", "hang.times must be a whole number from 1"],
  ['{"hang":{"times":1.5}}', "hang.times", "hang.times must be a whole number from 1"],
  ['{"hang":{"times":"1"}}', "hang.times", "hang.times must be a whole number from 1"],
  ['{"slow":{}}', "slow.ms", "slow.ms is missing"],
  ['{"slow":{"ms":600001}}', "slow.ms", "slow.ms must be a whole number up to 600000"],
])("%s is 400 with the field, and changes nothing", async (body, field, error) => {
  const { faults, send } = start();
  faults.set({ silent: {} });
  expect(await send("PUT", body)).toEqual([400, { error, field }]);
  expect(await send("PATCH", body)).toEqual([400, { error, field }]);
  expect(faults.get()).toEqual({ ...off, silent: {} });
});
