import { prepare } from "@donut-states/core/topology";
import { beforeAll, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

test("every deployment prepares the database, the first and each later one", () => {
  const [script, ...others] = stage.all("Custom::SSTScript");
  expect(others).toEqual([]);
  const { name } = stage.fn(prepare.handler).resource;
  expect(script?.properties).toMatchObject({
    UserCreateFunction: name,
    UserUpdateFunction: name,
    // Another at each synthesis, so that CloudFormation sees a change.
    Version: expect.stringMatching(/^\d{13}$/),
  });
});

test("it has the time that a large table needs, and its migrations beside it", () => {
  const { resource } = stage.fn(prepare.handler);
  expect(at(resource.properties, "Timeout")).toBe(900);
});

test("what relies on the schema is deployed after it", () => {
  expect(stage.order()).toMatchObject({
    Messaging: expect.arrayContaining(["Database"]),
    Sales: expect.arrayContaining(["Messaging"]),
  });
});
