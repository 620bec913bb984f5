import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { setTimeout as delay } from "node:timers/promises";
import { queues, topic } from "@donut-states/core/topology";
import { type Broker, connectBroker, escapeAstral, insist, queueNames } from "./aws.ts";
import type { Shuffler } from "./shuffler.ts";

/** What makes every event come three times and out of order. */
export interface Shuffle {
  /** How many messages it has added. */
  readonly sent: number;
  /** Sends what it still holds back, if anybody is there, and ends. */
  stop(): Promise<void>;
}

interface Copy {
  queue: string;
  message: Message;
}

const QUEUE = "faults-shuffle";
const COPIES = 2;
const PAUSE_MS = 100;
/** Copies that wait for later ones to overtake them. */
const HELD_BACK = 12;

/**
 * Sends each event twice more to every queue whose filter wants it, in an order that chance decides: as a
 * subscriber of the topic, over the real protocol. The broker forgets it when the store ends; it subscribes again.
 */
export async function startShuffle(awsUrl: string, chance: Shuffler): Promise<Shuffle> {
  const broker = connectBroker(awsUrl);
  const stopping = new AbortController();
  let held: Copy[] = [];
  let sent = 0;

  async function release(atMost: number): Promise<void> {
    held = chance.shuffled(held);
    while (held.length > atMost) {
      const [copy] = held;
      if (copy) await resend(broker, copy);
      held.shift();
      sent++;
    }
  }

  async function round(): Promise<void> {
    const messages = await receive(broker);
    held.push(...messages.flatMap(copiesOf));
    for (const message of messages) await remove(broker, message);
    await release(messages.length === 0 ? 0 : HELD_BACK);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // The broker is away, or has come back without our queue.
      await round().catch(() =>
        delay(PAUSE_MS)
          .then(() => subscribe(broker))
          .catch(() => {}),
      );
    }
    await release(0).catch(() => {}); // a broker that is away just now has forgotten the originals as well
  }

  await insist(() => subscribe(broker));
  const running = run();
  return {
    get sent() {
      return sent;
    },
    async stop() {
      stopping.abort();
      await running.finally(() => broker.close());
    },
  };
}

/** As the store's own queues are subscribed. */
async function subscribe({ sns, sqs }: Broker): Promise<void> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: topic }));
  await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
  const Endpoint = TopicArn?.replace(":sns:", ":sqs:").replace(topic, QUEUE);
  const Attributes = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
}

/** Waits a second at most; the broker loses a message to a receive that is given up, so none ever is. */
async function receive({ sqs, queueUrl }: Broker): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl(QUEUE),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

async function remove({ sqs, queueUrl }: Broker, { ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl(QUEUE), ReceiptHandle }));
}

function copiesOf(message: Message): Copy[] {
  const type = message.MessageAttributes?.["type"]?.StringValue ?? "";
  const wanting = queueNames.filter((name) => {
    const events: string | readonly string[] = queues[name].events;
    return events === "all" || (events !== "none" && events.includes(type));
  });
  return wanting.flatMap((queue) => Array.from({ length: COPIES }, () => ({ queue, message })));
}

async function resend({ sqs, queueUrl }: Broker, { queue, message }: Copy): Promise<void> {
  const { Body = "", MessageAttributes } = message;
  const MessageBody = escapeAstral(Body);
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(queue), MessageBody, MessageAttributes }));
}
