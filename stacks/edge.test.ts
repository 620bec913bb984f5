import { parameters } from "@donut-states/core/topology";
import { beforeAll, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

test("one HTTP API, which leaves CORS to the application", () => {
  const apis = stage.all("AWS::ApiGatewayV2::Api", "Edge").map(({ properties }) => properties);
  expect(apis).toEqual([expect.objectContaining({ ProtocolType: "HTTP" })]);
  expect(apis[0]).not.toHaveProperty("CorsConfiguration");
});

test("the stage is throttled", () => {
  expect(
    stage.all("AWS::ApiGatewayV2::Stage", "Edge").map(({ properties }) => properties["DefaultRouteSettings"]),
  ).toEqual([{ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 }]);
});

test("a line of the access log tells the route and the outcome, and never a query string or a header", () => {
  const settings = stage.all("AWS::ApiGatewayV2::Stage", "Edge")[0]?.properties["AccessLogSettings"];
  const line: Record<string, string> = JSON.parse(String(at(settings, "Format")));
  expect(Object.values(line).toSorted()).toEqual([
    "$context.httpMethod",
    "$context.identity.sourceIp",
    "$context.integrationErrorMessage",
    "$context.integrationLatency",
    "$context.path",
    "$context.requestId",
    "$context.requestTime",
    "$context.responseLatency",
    "$context.routeKey",
    "$context.status",
  ]);
  const destinations = stage.all("AWS::Logs::LogGroup").map(({ name }) => `${name}.Arn`);
  expect(destinations).toContain(at(settings, "DestinationArn"));
});

test("an unset parameter is not stored, for SSM takes no empty value, and reaches its function as empty", () => {
  expect(stage.all("AWS::SSM::Parameter").filter(({ properties }) => !properties["Value"])).toEqual([]);
  const unset = parameters.filter((name) => name !== "FACTORY_URL");
  expect(unset.map((name) => boundTo(stage, name))).toEqual(unset.map(() => [""]));
});

test("a parameter comes from the deploying shell, for the one function that reads it", async () => {
  const shell = Object.fromEntries(parameters.map((name) => [name, `the ${name}`]));
  const configured = await synth("configured", shell);
  expect(parameters.map((name) => boundTo(configured, name))).toEqual(
    Object.values(shell).map((value) => [value]),
  );
});

function boundTo({ functions }: Stage, name: string) {
  return functions.flatMap(({ variables }) => variables[`SST_Parameter_value_${name}`] ?? []);
}
