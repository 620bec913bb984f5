import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { deadLetterRetentionSeconds, queues, topic } from "@donut-states/core/topology";
import type { MessageSpyReader } from "fauxqs";
import { aws } from "./aws.ts";
import { DurableQueue } from "./durableQueue.ts";
import { serveFaults } from "./brokerFaults.ts";
import { refuseBrowsers } from "./browsers.ts";
import { createEngine } from "./engine.ts";
import { KeptDeadLetters } from "./keptDeadLetters.ts";
import { durableQueues, keptDeadLetterQueues, type QueueName } from "./names.ts";
import { serveMetrics } from "./metrics.ts";
import { type Clients, provision, type QueueAddress } from "./provision.ts";

export interface BrokerOptions {
  /** 0 takes any free port. */
  port: number;
  /** Where the journals live; without it a restart forgets every message. */
  directory?: string;
  visibilityTimeoutSeconds: number;
  maxReceiveCount: number;
}

/** A running SNS and SQS with the store's topology in it. */
export interface Broker<Name extends string = QueueName> {
  endpoint: string;
  topicArn: string;
  queues: Record<Name, QueueAddress>;
  /** Sees every message published, consumed and dead-lettered; tests wait on it. */
  spy: MessageSpyReader;
  sns: SNSClient;
  sqs: SQSClient;
  /** Closes every connection, long polls included: stop the event source mappings first. */
  stop: () => Promise<void>;
}

/**
 * Starts SNS and SQS on 127.0.0.1, builds the topology of core/topology and sends again what the journals hold.
 * @throws the listen error unchanged (`code: "EADDRINUSE"` for a port in use), an Error for invalid settings,
 * the file system's error when a journal cannot be opened; nothing is left running then.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { directory, visibilityTimeoutSeconds, maxReceiveCount } = options;
  const engine = await createEngine();
  refuseBrowsers(engine);
  serveMetrics(engine);
  serveFaults(engine);
  const durable =
    directory === undefined ? [] : durableQueues.map((name) => new DurableQueue(engine, name, directory));
  const kept: KeptDeadLetters[] = [];
  const close = async () => {
    await engine.app.close();
    await Promise.all([...durable, ...kept].map((queue) => queue.close()));
  };
  try {
    const endpoint = await engine.app.listen({ host: "127.0.0.1", port: options.port });
    const clients = connect(endpoint);
    await Promise.all(durable.map((queue) => queue.open()));
    const topology = { topic, queues, visibilityTimeoutSeconds, maxReceiveCount, deadLetterRetentionSeconds };
    const built = await provision(clients, topology);
    await Promise.all(durable.map((queue) => queue.resend(built.queues[queue.name].url)));
    if (directory !== undefined)
      for (const name of keptDeadLetterQueues) kept.push(await KeptDeadLetters.open(engine, name, directory));
    return { endpoint, ...built, ...clients, spy: engine.spy, stop: () => disconnect(clients, close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function connect(endpoint: string): Clients {
  return { sns: new SNSClient({ ...aws, endpoint }), sqs: new SQSClient({ ...aws, endpoint }) };
}

async function disconnect({ sns, sqs }: Clients, close: () => Promise<void>) {
  sns.destroy();
  sqs.destroy();
  await close();
}
