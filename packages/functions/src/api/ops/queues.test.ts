import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { recordFailure } from "@donut-states/core/operations/failures";
import { bindQueues } from "../../../testing/broker.ts";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";

const db = bindStore();
bindQueues();

async function sendTo(url: string, body: string): Promise<string> {
  const { MessageId = "" } = await new SQSClient({}).send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: body }),
  );
  return MessageId;
}

const event = storeEvent(
  "restock.requested",
  { subject: "CP-502101", correlationId: newId() },
  { restockId: newId(), sku: "CP-502101", quantity: 10, factoryId: "FF-500293", attempt: 1 },
);

test("every queue is listed with what waits in it", async () => {
  await sendTo(config.queueUrl("ads"), "{}");
  await sendTo(config.deadLetterQueueUrl("receipts"), "{}");
  const empty = { visible: 0, inFlight: 0, deadLetters: 0, oldestAgeSeconds: null };
  const [factory, ads, opsQueue, receipts, ...others] = await list("/ops/queues", "queues");
  expect(others).toEqual([]);
  expect(factory).toEqual({ ...empty, name: "factory" });
  expect(ads).toMatchObject({ name: "ads", visible: 1, deadLetters: 0 });
  expect(opsQueue).toEqual({ ...empty, name: "ops" });
  expect(receipts).toEqual({ ...empty, name: "receipts", deadLetters: 1 });
});

test("a dead letter shows its event and the last error, and stays where it is", async () => {
  const url = config.deadLetterQueueUrl("factory");
  const messageId = await sendTo(url, JSON.stringify(event));
  const poison = await sendTo(url, "<poison/>");
  for (const reason of ["The factory answered 500", "The factory answered 503"])
    await recordFailure(db(), { messageId, queue: "factory", reason, receiveCount: 1 });
  for (const _ of ["once", "twice"]) {
    const messages = await list<{ id: string }>("/ops/queues/factory/dead-letters", "messages");
    const byId = new Map(messages.map((message) => [message.id, message]));
    expect(byId.size).toBe(2);
    expect(byId.get(messageId)).toMatchObject({ event, reason: "The factory answered 503" });
    expect(byId.get(poison)).toMatchObject({ event: "<poison/>", reason: null });
  }
});

test.each(["nothing", "constructor", "__proto__", "Factory", "factory'"])(
  "a queue that does not exist is 404: %s",
  async (name) => {
    const response = await ops("GET", `/ops/queues/${name}/dead-letters`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "queue_not_found" });
  },
);

test("the summary counts what is there", async () => {
  expect(await (await ops("GET", "/ops/summary")).json()).toMatchObject({
    products: { total: 0, soldOut: 0 },
    outbox: { waiting: 0, oldestAgeSeconds: null },
  });
});
