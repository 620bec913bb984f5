import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as delay } from "node:timers/promises";
import { queues } from "@donut-states/core/topology";
import type { QueueName } from "./storeClient.ts";

/** Clients of a store's broker, which may be away for a while: they do not try again by themselves. */
export interface Broker {
  sns: SNSClient;
  sqs: SQSClient;
  queueUrl: (name: string) => string;
  close: () => void;
}

/** The broker has one account and checks no signature, but the SDK insists on credentials. */
const ACCOUNT = "000000000000";
const settings = {
  region: "us-east-1",
  credentials: { accessKeyId: "faults", secretAccessKey: "faults" },
  maxAttempts: 1,
};

export const queueNames = Object.keys(queues) as QueueName[]; // Object.keys forgets the literal keys

export function connectBroker(awsUrl: string): Broker {
  const sns = new SNSClient({ ...settings, endpoint: awsUrl });
  const sqs = new SQSClient({ ...settings, endpoint: awsUrl });
  const close = () => {
    sns.destroy();
    sqs.destroy();
  };
  return { sns, sqs, queueUrl: (name) => `${awsUrl}/${ACCOUNT}/${name}`, close };
}

const PAUSE_MS = 100;
const PATIENCE_MS = 60_000;

/** Does something with a broker that may be away, or on its way up without its queues, as soon as that is possible. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(PAUSE_MS);
    }
}

/** A message's body in a form that the broker takes: it refuses characters outside the BMP, which JSON can escape. */
export const escapeAstral = (text: string): string =>
  text.replaceAll(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
