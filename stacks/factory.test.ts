import { beforeAll, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

const real = "https://factory.example";
let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

const orderedFrom = ({ functions }: Stage) =>
  functions.find(({ id }) => id === "FactoryConsumer")?.variables["SST_Parameter_value_FACTORY_URL"];
/** Names of what other stacks import from the factory's, without the stage. */
const exported = (of: Stage) => Object.keys(of.exports("Factory")).map((name) => name.split(":")[1]);
const simulated = /^FactoryApi\w+\.ApiEndpoint$/;

test("a stage without a factory orders from a simulated one, which takes as long as the legacy one", () => {
  expect(orderedFrom(stage)).toMatch(simulated);
  expect(stage.all("AWS::SQS::Queue", "Factory").map(({ properties }) => properties)).toEqual([
    expect.objectContaining({ DelaySeconds: 40, SqsManagedSseEnabled: true, VisibilityTimeout: 60 }),
  ]);
  expect(
    stage.all("AWS::ApiGatewayV2::Route", "Factory").map(({ properties }) => properties["RouteKey"]),
  ).toEqual(["POST /api/manufactures"]);
});

test("the simulated factory calls back at the stage's own API only", () => {
  const delivery = stage.fn("packages/factory/src/lambda/delivery.handler");
  expect(delivery.variables["CUSTOMER_URL"]).toBe(
    stage.fn("packages/functions/src/queue/factory.handler").variables["CALLBACK_BASE_URL"],
  );
});

test("it can be faster, for a test", async () => {
  const quick = await synth("quick", { FACTORY_SECONDS: "2" });
  expect(at(quick.all("AWS::SQS::Queue", "Factory")[0]?.properties, "DelaySeconds")).toBe(2);
});

test("a stage that names a factory orders there, and can go back", async () => {
  const named = await synth("named", { FACTORY_URL: real });
  expect(orderedFrom(named)).toBe(real);
  expect(exported(named)).toEqual(exported(stage));
});

test("production has no simulated factory beside its own", async () => {
  const production = await synth("production", { FACTORY_URL: real });
  expect(orderedFrom(production)).toBe(real);
  expect(production.functions.filter(({ handler }) => handler.includes("packages/factory"))).toEqual([]);
  expect(orderedFrom(await synth("production"))).toMatch(simulated);
});
