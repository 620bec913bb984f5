import * as v from "valibot";
import { startBroker } from "@donut-states/local/messaging/broker";
import { awsEnvironment } from "@donut-states/local/messaging/aws";
import { part } from "./part.ts";

/** SNS and SQS that nobody reads from: where a sale that empties a shelf publishes its news. Says the environment to find it by. */
await part(v.object({}), async () => {
  const broker = await startBroker({ port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 5 });
  return { environment: { ...awsEnvironment(broker.endpoint), STORE_EVENTS_TOPIC_ARN: broker.topicArn } };
});
