import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { connectBroker, insist, queueNames } from "./aws.ts";
import type { Shuffler } from "./shuffler.ts";
import type { QueueName } from "./storeClient.ts";

/** A message that nobody can process, and the queue it was sent to. */
export interface Poison {
  queue: QueueName;
  /** Stands in the body, and in no other. */
  id: string;
  body: string;
}

const event = {
  specversion: "1.0",
  source: "/donut-states/store",
  subject: "CP-502101",
  time: "2026-01-01T00:00:00.000Z",
  datacontenttype: "application/json",
  correlationid: "poison",
};

type Kind = (id: string) => string;

/** Bodies that no queue's consumer can read. */
const unreadable: readonly Kind[] = [
  (id) => `not JSON ${id}`,
  (id) => `{"id":"${id}",`,
  (id) => JSON.stringify([id]),
  (id) => JSON.stringify({ id }),
  (id) => JSON.stringify({ ...event, id, specversion: "0.3", type: "stock.empty", data: {} }),
  (id) => JSON.stringify({ ...event, id, type: "stock.exploded", data: {} }),
  (id) => JSON.stringify({ ...event, id, type: "restock.requested", data: { quantity: "ten" } }),
  (id) => JSON.stringify({ ...event, id, type: "stock.replenished", data: null }),
  (id) => `{"__proto__":{"type":"stock.empty"},"id":"${id}"}`,
  (id) => "[".repeat(2_000) + id,
];

/** Messages that can be read and are about nothing there is, for the queues that must find what they are about. */
const baseless: Partial<Record<QueueName, Kind>> = {
  factory: (id) =>
    JSON.stringify({
      ...event,
      id,
      type: "restock.requested",
      data: { restockId: id, sku: "CP-502101", quantity: 10, factoryId: "FF-500293", attempt: 1 },
    }),
  orders: (id) => JSON.stringify({ orderId: id, correlationid: randomUUID() }),
  receipts: (id) => JSON.stringify({ receiptId: randomUUID(), restockId: id, claimed: 1_000_000 }),
};

/**
 * Sends `perQueue` messages that must end as dead letters into each queue, of kinds and in an order that chance
 * decides. Returns what was sent; a broker that is killed meanwhile forgets it.
 */
export async function poison(awsUrl: string, chance: Shuffler, perQueue: number): Promise<Poison[]> {
  const broker = connectBroker(awsUrl);
  const messages = queueNames.flatMap((queue) => {
    const kinds = [...unreadable, baseless[queue]].filter((kind) => kind !== undefined);
    return chance
      .shuffled(kinds)
      .slice(0, perQueue)
      .map((kind) => poisonFor(queue, kind));
  });
  try {
    for (const { queue, body } of chance.shuffled(messages))
      await insist(() =>
        broker.sqs.send(new SendMessageCommand({ QueueUrl: broker.queueUrl(queue), MessageBody: body })),
      );
  } finally {
    broker.close();
  }
  return messages;
}

function poisonFor(queue: QueueName, kind: Kind): Poison {
  const id = randomUUID();
  return { queue, id, body: kind(id) };
}
