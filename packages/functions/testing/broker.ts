import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildApp, interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeAll } from "vitest";
import { queues } from "@donut-states/core/topology";

/** An SQS of its own for a test file with all queues of the store, bound as the stacks bind them. */
export function bindQueues() {
  const app = buildApp({ logger: false });
  // Its queues' urls name a subdomain of localhost, which not every machine can resolve.
  const restoreDns = interceptLocalhostDns();
  beforeAll(async () => {
    const endpoint = await app.listen({ host: "127.0.0.1", port: 0 });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "ap-northeast-2",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    const sqs = new SQSClient({});
    for (const name of Object.keys(queues).flatMap((queue) => [`${queue}_QUEUE`, `${queue}_DLQ`])) {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      process.env[`${name.toUpperCase()}_URL`] = QueueUrl;
    }
    sqs.destroy();
  });
  afterAll(async () => {
    restoreDns();
    await app.close();
  });
}
