import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { toRecord } from "./record.ts";
import { describeQueue, receive } from "./sourceQueue.ts";
import { createQueue, startTestBroker } from "../messaging/testing/queues.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const timestamp = expect.stringMatching(/^\d{13}$/);

test("E1 a received message has exactly the fields of the documented SQSEvent record", async () => {
  const broker = await startTestBroker();
  const queue = await createQueue(broker);
  const sent = await broker.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.url,
      MessageBody: "도넛",
      MessageAttributes: {
        type: { DataType: "String", StringValue: "stock.empty" },
        seal: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
      },
    }),
  );
  const [record] = await receive(await describeQueue(broker.sqs, queue.url), 10, 0);
  await broker.stop();
  const lists = { stringListValues: [], binaryListValues: [] };
  expect(record).toEqual({
    messageId: sent.MessageId,
    receiptHandle: expect.stringMatching(/./),
    body: "도넛",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: timestamp,
      SenderId: expect.stringMatching(/./),
      ApproximateFirstReceiveTimestamp: timestamp,
    },
    messageAttributes: {
      type: { stringValue: "stock.empty", ...lists, dataType: "String" },
      seal: { binaryValue: "AQI=", ...lists, dataType: "Binary" },
    },
    md5OfBody: md5("도넛"),
    md5OfMessageAttributes: sent.MD5OfMessageAttributes,
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: "us-east-1",
  });
  expect(Object.keys(record ?? {})).toHaveLength(10);
});

test("E1 a message without attributes has an empty map of them and no checksum", () => {
  const system = {
    ApproximateReceiveCount: "2",
    SentTimestamp: "1",
    SenderId: "x",
    ApproximateFirstReceiveTimestamp: "1",
  };
  const message = { MessageId: "m", ReceiptHandle: "r", Body: "", MD5OfBody: md5(""), Attributes: system };
  const record = toRecord(message, "arn:aws:sqs:ap-northeast-2:1:q");
  expect(record).toMatchObject({
    body: "",
    attributes: system,
    messageAttributes: {},
    awsRegion: "ap-northeast-2",
  });
  expect(record).not.toHaveProperty("md5OfMessageAttributes");
});

test("a message that lacks what SQS always sends is refused, by the name of the field", () => {
  expect(() => toRecord({ MessageId: "m" }, "arn:aws:sqs:r:1:q")).toThrow("ReceiptHandle");
});
