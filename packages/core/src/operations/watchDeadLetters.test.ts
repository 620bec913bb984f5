import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { sql } from "drizzle-orm";
import { interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "../db/client.ts";
import { newId } from "../db/columns.ts";
import { isEvent, storeEvent } from "../event/catalogue.ts";
import { outbox } from "../event/event.sql.ts";
import { createStore, uniqueSku } from "../testing.ts";
import { maxReceiveCount } from "../topology.ts";
import { listDeadLetters } from "./deadLetters.ts";
import { findFailures, recordFailure } from "./failures.ts";
import { record } from "./record.ts";
import { listIncidents } from "./incidents.ts";
import { depth, type QueueName, queueNames } from "./queues.ts";
import { deleteOld } from "./retention.ts";
import { watchDeadLetters } from "./watchDeadLetters.ts";

let db: Database;
let stop: () => Promise<void>;
const sqs = new SQSClient({});
const restoreDns = interceptLocalhostDns();
beforeAll(async () => ({ db, stop } = await createStore()));
afterAll(async () => {
  restoreDns();
  await stop();
});

const urls: Partial<Record<QueueName, string>> = {};
beforeEach(async () => {
  await db.delete(outbox);
  for (const name of queueNames) {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueSku() }));
    urls[name] = QueueUrl;
    vi.stubEnv(`${name.toUpperCase()}_DLQ_URL`, QueueUrl);
    vi.stubEnv("AWS_ENDPOINT_URL", new URL(QueueUrl).origin);
  }
});

async function die(queue: QueueName, body: string): Promise<string> {
  const { MessageId = "" } = await sqs.send(
    new SendMessageCommand({ QueueUrl: urls[queue], MessageBody: body }),
  );
  return MessageId;
}
const raised = async () =>
  (await db.select({ body: outbox.body }).from(outbox).orderBy(outbox.eventId)).flatMap(({ body }) =>
    isEvent(body, "incident.raised") ? [body] : [],
  );
const unexplained = /No consumer said why/;

test("a message that died without a word is told of once, with its story, and stays", async () => {
  const correlationId = newId();
  const event = storeEvent(
    "order.refused",
    { subject: "S", correlationId },
    { sku: "S", quantity: 1, stock: 0 },
  );
  await die("ops", JSON.stringify(event));
  await Promise.all([watchDeadLetters(db), watchDeadLetters(db)]);
  await watchDeadLetters(db);
  expect(await raised()).toMatchObject([
    {
      correlationid: correlationId,
      data: { kind: "dead_letter", severity: "critical", message: expect.stringMatching(unexplained) },
    },
  ]);
  expect(await depth(String(urls.ops))).toEqual({ visible: 1, inFlight: 0 });
  expect(await listDeadLetters(db, "ops", { limit: 9 })).toMatchObject({
    messages: [{ event, correlationId, reason: expect.stringMatching(unexplained) }],
    approximate: false,
  });
});

/** Gives a message to a consumer that dies with it, as often as SQS hands it out. */
async function dieSilently(queue: QueueName, body: string) {
  const arn = { QueueUrl: urls[queue], AttributeNames: ["QueueArn" as const] };
  const deadLetterTargetArn = (await sqs.send(new GetQueueAttributesCommand(arn))).Attributes?.QueueArn;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
  const Attributes = { RedrivePolicy, VisibilityTimeout: "0" };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: uniqueSku(), Attributes }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
  for (let delivery = 1; delivery <= maxReceiveCount; delivery++) expect(await receive()).toHaveLength(1);
  expect(await receive()).toEqual([]);
}

test("a look into a dead-letter queue is no delivery to its consumer", async () => {
  await dieSilently("ads", "silent");
  await die("ops", "from SNS");
  const counts = async (queue: QueueName) =>
    (await listDeadLetters(db, queue, { limit: 9 })).messages.map(({ receiveCount }) => receiveCount);
  expect([await counts("ads"), await counts("ops")]).toEqual([[maxReceiveCount], [0]]);
  for (const _ of [1, 2, 3]) expect(await counts("ads")).toEqual([maxReceiveCount]);
  await watchDeadLetters(db);
  expect(await counts("ads")).toEqual([maxReceiveCount]);
});

test("many of one cause are one incident, and each queue has its own", async () => {
  for (let number = 0; number < 12; number++) await die("factory", String(number));
  await die("receipts", JSON.stringify({ receiptId: newId(), restockId: newId() }));
  await watchDeadLetters(db);
  expect((await raised()).map(({ data }) => data.message.split(":")[0])).toEqual([
    "12 dead letters were found in the queue factory",
    "A dead letter was found in the queue receipts",
  ]);
  await die("factory", "another");
  await watchDeadLetters(db);
  const events = await raised();
  expect(events).toHaveLength(3);
  for (const event of events) await record(db, event);
  const open = await listIncidents(db, { kind: "dead_letter", limit: 10 });
  expect(open.map(({ count }) => count)).toEqual([1, 2]);
});

test("what its consumer has told is not told again, and what it last said is the reason", async () => {
  const [told, timedOut] = [await die("ads", "a"), await die("ads", "b")];
  const why = uniqueSku();
  await recordFailure(db, { messageId: told, queue: "ads", reason: `told ${why}`, receiveCount: 5 });
  await recordFailure(db, { messageId: timedOut, queue: "ads", reason: `last ${why}`, receiveCount: 3 });
  await watchDeadLetters(db);
  expect((await raised()).map(({ data }) => data.about)).toEqual([`ads: told ${why}`, `ads: last ${why}`]);
});

test("what failed for the same reason, each with an id of its own, is one incident", async () => {
  const why = uniqueSku();
  for (const restockId of [newId(), newId()]) {
    const messageId = await die("receipts", JSON.stringify({ receiptId: newId(), restockId }));
    const reason = `${why}: there is no restock order ${restockId}`;
    await recordFailure(db, { messageId, queue: "receipts", reason, receiveCount: 3 });
  }
  await watchDeadLetters(db);
  expect((await raised()).map(({ data }) => data.about)).toEqual([
    `receipts: ${why}: there is no restock order …`,
  ]);
});

test("why a message died is kept for as long as it is there", async () => {
  const [there, gone] = [await die("factory", "there"), newId()];
  const why = uniqueSku();
  for (const messageId of [there, gone])
    await recordFailure(db, { messageId, queue: "factory", reason: why, receiveCount: 1 });
  await db.execute(sql`UPDATE failure SET failed_at = failed_at - INTERVAL 1 YEAR, seen_at = failed_at`);
  await watchDeadLetters(db);
  await deleteOld(db);
  expect([...(await findFailures(db, [there, gone])).keys()]).toEqual([there]);
  expect(await listDeadLetters(db, "factory", { limit: 9 })).toMatchObject({
    messages: [{ id: there, reason: why }],
  });
});

test("a queue that cannot be reached is named, and the others are looked at", async () => {
  vi.stubEnv("FACTORY_DLQ_URL", `${urls.factory}-gone`);
  await die("receipts", "x");
  await expect(watchDeadLetters(db)).rejects.toThrow("queue does not exist");
  expect(await raised()).toHaveLength(1);
});
