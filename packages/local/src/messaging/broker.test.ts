import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
} from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { queues } from "@donut-states/core/topology";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { awsEnvironment } from "./aws.ts";
import { type Broker, startBroker } from "./broker.ts";
import { deadLetterQueueName, type QueueName } from "./names.ts";
import { attributesOf, receiveNow } from "./testing/queues.ts";

const settings = { port: 0, visibilityTimeoutSeconds: 2, maxReceiveCount: 3 };
let broker: Broker;
beforeAll(async () => {
  broker = await startBroker(settings);
});
afterAll(() => broker.stop());

async function publish(type: string) {
  const body = JSON.stringify({ specversion: "1.0", id: randomUUID(), type, data: { name: "도넛 🍩" } });
  const MessageAttributes = { type: { DataType: "String", StringValue: type } };
  await broker.sns.send(new PublishCommand({ TopicArn: broker.topicArn, Message: body, MessageAttributes }));
  return body;
}

/** fauxqs fans out before it answers a publish, so what the spy has not seen by then never comes. */
function queuesThatGot(body: string) {
  const messages = broker.spy.getAllMessages().filter((message) => message.service === "sqs");
  return messages
    .filter((message) => message.body === body && message.status === "published")
    .map(({ queueName }) => queueName);
}

const opsOnly = [
  "order.completed",
  "order.refused",
  "reservation.created",
  "restock.accepted",
  "restock.overdue",
  "restock.completed",
  "restock.failed",
  "restock.cancelled",
  "incident.raised",
  "something.new",
];

describe("fan-out", () => {
  test.each([
    ["restock.requested", ["factory", "ops"]],
    ["stock.empty", ["ads", "ops"]],
    ["stock.replenished", ["ads", "ops"]],
    ...opsOnly.map((type): [string, string[]] => [type, ["ops"]]),
  ])("%s reaches %j", async (type, expected) => {
    expect(queuesThatGot(await publish(type)).toSorted()).toEqual(expected);
  });

  test("delivery is raw and keeps the attributes", async () => {
    const body = await publish("restock.requested");
    const received = await receiveNow(broker, broker.queues.factory.url);
    expect(received.find(({ Body }) => Body === body)?.MessageAttributes).toEqual({
      type: { DataType: "String", StringValue: "restock.requested" },
    });
  });
});

describe("topology", () => {
  test.each(Object.keys(queues) as QueueName[])("%s has the given settings and its DLQ", async (name) => {
    const { url, arn, dlqUrl, dlqArn } = broker.queues[name];
    const found = await broker.sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterQueueName(name) }));
    const [queue, dlq] = [await attributesOf(broker.sqs, url), await attributesOf(broker.sqs, dlqUrl)];
    expect(found.QueueUrl).toBe(dlqUrl);
    expect(queue).toMatchObject({ QueueArn: arn, VisibilityTimeout: "2" });
    expect(JSON.parse(queue["RedrivePolicy"] ?? "")).toEqual({
      deadLetterTargetArn: dlqArn,
      maxReceiveCount: 3,
    });
    expect(dlq).toMatchObject({ QueueArn: dlqArn, MessageRetentionPeriod: "1209600" });
  });

  test("each subscription delivers raw and has its queue's DLQ; receipts has none", async () => {
    const listed = await broker.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: broker.topicArn }));
    const subscriptions = await Promise.all(
      (listed.Subscriptions ?? []).map(({ SubscriptionArn }) =>
        broker.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
      ),
    );
    const { factory, ads, ops } = broker.queues;
    expect(new Set(listed.Subscriptions?.map(({ Endpoint }) => Endpoint))).toEqual(
      new Set([factory.arn, ads.arn, ops.arn]),
    );
    for (const { Attributes } of subscriptions) {
      const redrive = { deadLetterTargetArn: deadLetterQueueName(Attributes?.["Endpoint"] ?? "") };
      expect(Attributes?.["RawMessageDelivery"]).toBe("true");
      expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "")).toEqual(redrive);
    }
  });

  test("a message moves to the DLQ after exactly maxReceiveCount receives, with its attributes", async () => {
    const body = await publish("stock.empty");
    const { url, dlqUrl } = broker.queues.ads;
    const isOurs = ({ Body }: { Body?: string | undefined }) => Body === body;
    for (const receiveCount of ["1", "2", "3"]) {
      const ours = (await receiveNow(broker, url, 0)).find(isOurs);
      expect(ours?.Attributes?.ApproximateReceiveCount).toBe(receiveCount);
    }
    expect((await receiveNow(broker, url, 0)).filter(isOurs)).toEqual([]);
    const dead = (await receiveNow(broker, dlqUrl)).find(isOurs);
    expect(dead?.MessageAttributes?.["type"]?.StringValue).toBe("stock.empty");
  });
});

describe("reaching it", () => {
  test("a client made of the environment alone reaches a queue by its URL", async () => {
    for (const [name, value] of Object.entries(awsEnvironment(broker.endpoint))) vi.stubEnv(name, value);
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { url } = broker.queues.receipts;
    await new SQSClient().send(new SendMessageCommand({ QueueUrl: url, MessageBody: "receipt" }));
    vi.unstubAllEnvs();
    expect(new URL(url).origin).toBe(broker.endpoint);
    expect(warn).not.toHaveBeenCalled();
    expect(await receiveNow(broker, url)).toMatchObject([{ Body: "receipt" }]);
  });

  test("it listens on 127.0.0.1 only", async () => {
    expect(new URL(broker.endpoint).hostname).toBe("127.0.0.1");
    const other = fetch(broker.endpoint.replace("127.0.0.1", "127.0.0.2"), {
      signal: AbortSignal.timeout(500),
    });
    await expect(other).rejects.toThrow(/fetch failed|timeout/);
  });

  test("a port in use rejects with the original error", async () => {
    const port = Number(new URL(broker.endpoint).port);
    await expect(startBroker({ ...settings, port })).rejects.toMatchObject({ code: "EADDRINUSE", port });
  });

  test("invalid settings leave nothing running", async () => {
    const { endpoint, stop } = await startBroker(settings);
    await stop();
    const port = Number(new URL(endpoint).port);
    await expect(startBroker({ ...settings, port, maxReceiveCount: 0 })).rejects.toThrow("maxReceiveCount 0");
    await expect(fetch(endpoint)).rejects.toThrow("fetch failed");
  });
});
