import * as topology from "@donut-states/core/topology";
import { beforeAll, describe, expect, test } from "vitest";
import { managedPolicies, permissions, statements } from "./testing/iam.ts";
import { type Stage } from "./testing/stage.ts";
import { account, region, synth } from "./testing/synth.ts";
import { pascal } from "./work-queue.ts";

const mailFrom = "hello@donuts.example";
const webhook = "https://hooks.example/services/secret";
const rateLimit = "5";
let stage: Stage;
beforeAll(async () => {
  stage = await synth("test", { MAIL_FROM: mailFrom, OPS_WEBHOOK_URL: webhook, RATE_LIMIT: rateLimit });
});

const queues = Object.keys(topology.queues);
const simulatedFactory = expect.stringMatching(/^FactoryApi\w+\.ApiEndpoint$/);
const callback = { CUSTOMER_URL: expect.stringMatching(/^Api\w+\.ApiEndpoint$/) };
const specs = [
  ...Object.entries(topology.queues).map(([name, spec]) => ({
    ...spec,
    may: consume(name),
    knows: name === "factory" ? { SST_Parameter_value_FACTORY_URL: simulatedFactory } : {},
  })),
  {
    ...topology.api.sales,
    may: send(topology.api.sales),
    knows: {
      SITE_ORIGIN: expect.stringMatching(/^https:/),
      SST_Parameter_value_RATE_LIMIT: rateLimit,
      ...targets(topology.api.sales),
    },
  },
  { ...topology.api.receipt, may: send(topology.api.receipt), knows: targets(topology.api.receipt) },
  {
    ...topology.api.ops,
    may: [...queues.flatMap(operate), "cloudwatch:GetMetricData *"],
    knows: { SITE_ORIGIN: expect.stringMatching(/^https:/), ...queueUrls("Queue", "Dlq") },
  },
  {
    ...topology.crons.relay,
    may: mail(),
    knows: {
      SST_Parameter_value_MAIL_FROM: mailFrom,
      SST_Parameter_value_OPS_EMAIL: "",
      SST_Parameter_value_OPS_WEBHOOK_URL: webhook,
    },
  },
  { ...topology.crons.watchdog, may: queues.flatMap(look), knows: queueUrls("Dlq") },
  { ...topology.prepare, isStep: true, may: [], knows: {} },
  {
    handler: "packages/factory/src/lambda/orders.handler",
    secrets: [],
    may: ["sqs:SendMessage Production.Arn"],
    knows: { PRODUCTION_QUEUE_URL: "Production" },
  },
  {
    handler: "packages/factory/src/lambda/delivery.handler",
    secrets: [],
    may: receive("Production"),
    knows: callback,
  },
];

test("every handler of the topology is deployed once, and nothing else of ours", () => {
  const handlers = stage.functions.map(({ handler }) => handler);
  expect(handlers.toSorted()).toEqual(specs.map(({ handler }): string => handler).toSorted());
});

describe.each(specs)("$handler", ({ handler, secrets, may, knows, ...spec }) => {
  const worksInDatabase = secrets.some((name) => name === "DATABASE_URL") && !("isStep" in spec);

  test("may do exactly what it needs", () => {
    const publish = worksInDatabase ? [`sns:Publish ${topology.topic}`] : [];
    const expected = [...secrets.flatMap(read), ...publish, ...may];
    expect(permissions(stage, stage.fn(handler))).toEqual(expected.toSorted());
    expect(managedPolicies(stage, stage.fn(handler))).toEqual([
      expect.stringMatching(/:policy\/service-role\/AWSLambdaBasicExecutionRole$/),
    ]);
  });

  test("may do nothing by a wildcard", () => {
    const unavoidable = "cloudwatch:GetMetricData *";
    const wildcards = permissions(stage, stage.fn(handler)).filter((permission) => permission.includes("*"));
    expect(wildcards.filter((permission) => permission !== unavoidable)).toEqual([]);
  });

  test("knows exactly what it needs", () => {
    expect(stage.fn(handler).variables).toEqual({
      NODE_OPTIONS: expect.any(String),
      AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1",
      SST_APP: "donut-states",
      SST_STAGE: "test",
      SST_SSM_PREFIX: "/sst/donut-states/test/",
      ...Object.fromEntries(secrets.map((name) => [`SST_Secret_value_${name}`, "__FETCH_FROM_SSM__"])),
      ...(worksInDatabase ? database() : {}),
      ...knows,
    });
  });
});

test("the webhook, which is a secret, is known to the relay alone", () => {
  const knowing = stage.functions.filter(({ variables }) => Object.values(variables).includes(webhook));
  expect(knowing.map(({ id }) => id)).toEqual(["RelayJob"]);
});

test("mail goes out from the configured address only", () => {
  const sending = stage
    .all("AWS::IAM::Policy")
    .flatMap(statements)
    .filter(({ Action }) => Action === "ses:SendEmail");
  expect(sending.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { "ses:FromAddress": mailFrom } },
  ]);
});

test("without an address nobody may send mail", async () => {
  const silent = await synth("silent");
  expect(JSON.stringify(silent.all("AWS::IAM::Policy"))).not.toContain("ses:");
});

/** What every function knows that works in the database. */
function database() {
  return {
    STORE_EVENTS_TOPIC_ARN: topology.topic,
    CALLBACK_BASE_URL: expect.stringMatching(/\.ApiEndpoint$/),
    VISIBILITY_TIMEOUT_S: String(topology.visibilityTimeoutSeconds),
    MAX_RECEIVE_COUNT: String(topology.maxReceiveCount),
    METRICS_SERVICE: "test-donut-states",
  };
}

function send({ sends }: { sends: readonly string[] }) {
  return sends.map((name) => `sqs:SendMessage ${pascal(name)}Queue.Arn`);
}

function targets({ sends }: { sends: readonly string[] }) {
  return Object.fromEntries(sends.map((name) => [`${name.toUpperCase()}_QUEUE_URL`, `${pascal(name)}Queue`]));
}

function queueUrls(...kinds: ("Queue" | "Dlq")[]) {
  return Object.fromEntries(
    queues.flatMap((name) =>
      kinds.map((kind) => [`${name.toUpperCase()}_${kind.toUpperCase()}_URL`, `${pascal(name)}${kind}`]),
    ),
  );
}

function read(secret: string) {
  return ["test", ".fallback"].map(
    (of) =>
      `ssm:GetParameters arn:aws:ssm:${region}:${account}:parameter/sst/donut-states/${of}/Secret/${secret}/value`,
  );
}

function consume(name: string) {
  return receive(`${pascal(name)}Queue`);
}

function receive(queue: string) {
  return [
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
  ].map((action) => `${action} ${queue}.Arn`);
}

function operate(name: string) {
  return [
    ...["sqs:GetQueueAttributes", "sqs:SendMessage"].map((action) => `${action} ${pascal(name)}Queue.Arn`),
    ...[
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:PurgeQueue",
      "sqs:StartMessageMoveTask",
      "sqs:ListMessageMoveTasks",
      "sqs:CancelMessageMoveTask",
    ].map((action) => `${action} ${pascal(name)}Dlq.Arn`),
  ];
}

function look(name: string) {
  return ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"].map(
    (action) => `${action} ${pascal(name)}Dlq.Arn`,
  );
}

function mail() {
  return [mailFrom, "donuts.example"].map(
    (identity) => `ses:SendEmail arn:aws:ses:${region}:${account}:identity/${identity}`,
  );
}
