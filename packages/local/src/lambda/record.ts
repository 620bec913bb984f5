import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSMessageAttribute, SQSRecord } from "aws-lambda";
import { given } from "../messaging/given.ts";

/**
 * An SQS message as the record of an SQSEvent, sharing nothing with the message (E1).
 * Source: Lambda Developer Guide, "Using Lambda with Amazon SQS", example event.
 * @throws Error for a message without the fields that SQS always sends.
 */
export function toRecord(message: Message, queueArn: string): SQSRecord {
  const attributes: Record<string, string | undefined> = message.Attributes ?? {};
  const attribute = (name: string) => given(attributes[name], name);
  return {
    messageId: given(message.MessageId, "MessageId"),
    receiptHandle: given(message.ReceiptHandle, "ReceiptHandle"),
    body: message.Body ?? "",
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attribute("ApproximateReceiveCount"),
      SentTimestamp: attribute("SentTimestamp"),
      SenderId: attribute("SenderId"),
      ApproximateFirstReceiveTimestamp: attribute("ApproximateFirstReceiveTimestamp"),
    },
    messageAttributes: mapValues(message.MessageAttributes ?? {}, toMessageAttribute),
    md5OfBody: given(message.MD5OfBody, "MD5OfBody"),
    ...(message.MD5OfMessageAttributes ? { md5OfMessageAttributes: message.MD5OfMessageAttributes } : {}),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: given(queueArn.split(":")[3], "a region in the queue's ARN"),
  };
}

function toMessageAttribute(attribute: MessageAttributeValue): SQSMessageAttribute {
  const { StringValue: stringValue, BinaryValue: binary, DataType: dataType } = attribute;
  return {
    ...(stringValue === undefined ? {} : { stringValue }),
    ...(binary === undefined ? {} : { binaryValue: Buffer.from(binary).toString("base64") }),
    stringListValues: [],
    binaryListValues: [],
    dataType: given(dataType, "DataType"),
  };
}

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
