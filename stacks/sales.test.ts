import * as topology from "@donut-states/core/topology";
import { beforeAll, describe, expect, test } from "vitest";
import { at, type Stage } from "./testing/stage.ts";
import { synth } from "./testing/synth.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await synth("test");
});

test("the API has the routes of the topology, and no other", () => {
  const routes = stage
    .all("AWS::ApiGatewayV2::Route", "Sales")
    .map(({ properties }) => String(properties["RouteKey"]));
  const expected = Object.values(topology.api).flatMap(({ routes: keys }): string[] => [...keys]);
  expect(routes.toSorted()).toEqual(expected.toSorted());
});

describe.each(Object.values(topology.api))("$handler", ({ handler, routes }) => {
  test.each([...routes])("answers %s", (key) => {
    const route = stage.only("AWS::ApiGatewayV2::Route", "RouteKey", key);
    const integration = stage
      .all("AWS::ApiGatewayV2::Integration")
      .find(({ name }) => route?.properties["Target"] === `integrations/${name}`);
    expect(integration?.properties).toMatchObject({
      IntegrationType: "AWS_PROXY",
      IntegrationUri: `${stage.fn(handler).resource.name}.Arn`,
      PayloadFormatVersion: "2.0",
    });
  });

  test("ends before API Gateway gives up", () => {
    expect(stage.fn(handler).resource.properties["Timeout"]).toBe(topology.apiTimeoutSeconds);
    expect(topology.apiTimeoutSeconds).toBeLessThan(30);
  });
});

describe.each(Object.values(topology.crons))("$handler", ({ handler, schedule }) => {
  test("runs by the clock", () => {
    const rules = stage
      .all("AWS::Events::Rule")
      .filter(
        ({ properties }) =>
          at(properties["Targets"], "0", "Arn") === `${stage.fn(handler).resource.name}.Arn`,
      );
    expect(rules.map(({ properties }) => properties)).toEqual([
      expect.objectContaining({ ScheduleExpression: schedule, State: "ENABLED" }),
    ]);
  });

  test("has ended before its next tick, and is not repeated between them", () => {
    const { name, properties } = stage.fn(handler).resource;
    expect(properties["Timeout"]).toBe(topology.cronTimeoutSeconds);
    expect(topology.cronTimeoutSeconds).toBeLessThan(60);
    const invoking = stage.only("AWS::Lambda::EventInvokeConfig", "FunctionName", name);
    expect(invoking?.properties).toMatchObject({ MaximumRetryAttempts: 0 });
  });
});

test("no cron runs but those of the topology", () => {
  expect(stage.all("AWS::Events::Rule")).toHaveLength(Object.keys(topology.crons).length);
});

test("the outputs are those of the contract", () => {
  expect(stage.outputs("Sales")).toEqual({
    ApiUrl: expect.stringMatching(/\.ApiEndpoint$/),
    SiteUrl: expect.stringMatching(/^https:/),
    StoreEventsTopicArn: "StoreEvents",
    FactoryQueueUrl: "FactoryQueue",
    FactoryDlqUrl: "FactoryDlq",
    AdsQueueUrl: "AdsQueue",
    AdsDlqUrl: "AdsDlq",
    OpsQueueUrl: "OpsQueue",
    OpsDlqUrl: "OpsDlq",
    ReceiptsQueueUrl: "ReceiptsQueue",
    ReceiptsDlqUrl: "ReceiptsDlq",
    OrdersQueueUrl: "OrdersQueue",
    OrdersDlqUrl: "OrdersDlq",
  });
});
