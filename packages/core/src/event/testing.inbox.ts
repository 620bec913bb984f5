import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { uniqueSku } from "../testing.ts";

/** For tests: a topic of its own with a queue that receives everything, delivered raw. */
export async function createInbox() {
  const sns = new SNSClient({});
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const name = uniqueSku();
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: "sqs",
      Endpoint: TopicArn.replace(":sns:", ":sqs:"),
      Attributes: { RawMessageDelivery: "true" },
    }),
  );

  /** What has come since the last call: the broker has delivered by the time it answers whoever publishes. */
  const take = async () => {
    const taken: { body: string; type: string | undefined }[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
      );
      if (Messages.length === 0) break;
      for (const { Body = "", MessageAttributes } of Messages)
        taken.push({ body: Body, type: MessageAttributes?.type?.StringValue });
    }
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    return taken;
  };
  return { topicArn: TopicArn, take };
}
