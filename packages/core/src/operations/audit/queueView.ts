import { config } from "../../config.ts";
import { bothDepths } from "../depths.ts";
import { type Message, type QueueName, queueNames } from "../queues.ts";
import { peek } from "../walk.ts";

/** How many dead letters of each queue are looked at. */
const LOOKED_AT = 100;

/** What can be known of a queue. Nobody looks into a work queue: that would count as a delivery of its messages. */
export interface QueueView {
  name: QueueName;
  /** Messages that wait in the queue or are being worked on, as SQS counts them. */
  waiting: number;
  dead: readonly Message[];
  /** Dead letters that SQS counts and that were not seen: too many, or somebody else was looking. */
  unseen: number;
}

/** A message that dies meanwhile is counted among the waiting, as these are read first. */
export const viewQueues = (): Promise<QueueView[]> => Promise.all(queueNames.map(view));

async function view(queue: QueueName): Promise<QueueView> {
  const { name, work, dead } = await bothDepths(queue);
  const messages = await peek(config.deadLetterQueueUrl(queue), LOOKED_AT);
  return {
    name,
    waiting: work.visible + work.inFlight,
    dead: messages,
    unseen: Math.max(0, dead.visible + dead.inFlight - messages.length),
  };
}
