import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Order } from "../order.ts";

/** A queue whose messages wait as long as a production takes, and then reach `delivery`. */
const queueUrl = () => process.env["PRODUCTION_QUEUE_URL"];

let sqs: SQSClient | undefined;

/** Starts a production: its order comes back from the queue when the goods are ready. */
export async function produce({ text }: Order): Promise<void> {
  sqs ??= new SQSClient();
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: text }));
}
