import { afterEach, expect, test } from "vitest";
import { startHttp } from "@donut-states/core/testing.http";
import { ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";

bindStore();

/** A simulated part with switches: it takes what it is told and says it again. */
async function startPart() {
  let settings = "{}";
  const server = await startHttp(({ method, body }) => {
    if (method === "PUT") settings = body;
    return { body: settings };
  });
  return { url: server.url, stop: server.stop, settings: (): unknown => JSON.parse(settings) };
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  delete process.env.SIMULATED_FACTORY_URL;
  delete process.env.SIMULATED_TOPIC_URL;
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function simulate() {
  const [factory, topic] = [await startPart(), await startPart()];
  stops.push(factory.stop, topic.stop);
  Object.assign(process.env, { SIMULATED_FACTORY_URL: factory.url, SIMULATED_TOPIC_URL: topic.url });
  return { factory, topic };
}

const change = (json: unknown) => ops("PATCH", "/ops/faults", { json });

test("where everything is real there is nothing to switch", async () => {
  for (const response of [await ops("GET", "/ops/faults"), await change({ factory: "down" })]) {
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_simulated" });
  }
});

test("one part's fault is switched and the other's stays", async () => {
  const { factory, topic } = await simulate();
  expect(await (await ops("GET", "/ops/faults")).json()).toEqual({ factory: "none", topic: "none" });
  await change({ topic: "refuse" });
  expect(await (await change({ factory: "silent" })).json()).toEqual({ factory: "silent", topic: "refuse" });
  expect([factory.settings(), topic.settings()]).toEqual([{ silent: {} }, { refuse: {} }]);
  expect(await (await change({ factory: "none" })).json()).toEqual({ factory: "none", topic: "refuse" });
  expect(factory.settings()).toEqual({});
});

test.each([
  [{}, "#"],
  [{ factory: "on fire" }, "#/factory"],
  [{ factory: "down", ads: "none" }, "#/ads"],
])("a fault that does not exist is 400 and switches nothing: %j", async (json, pointer) => {
  const { factory } = await simulate();
  const response = await change(json);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
  expect(factory.settings()).toEqual({});
});
