import {
  DeleteMessageCommand,
  type Message,
  PurgeQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { appendFile, mkdtemp, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Broker, startBroker } from "./broker.ts";
import { formatSent, readOutstanding } from "./journalFile.ts";
import { Collected } from "./testing/collected.ts";
import { depthOf, receiveNow, send } from "./testing/queues.ts";

const settings = { port: 0, visibilityTimeoutSeconds: 30, maxReceiveCount: 1 };
let directory: string;
let running: Broker[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "donut-states-"));
  running = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(running.map((broker) => broker.stop()));
  await rm(directory, { recursive: true });
});

async function start() {
  const broker = await startBroker({ ...settings, directory });
  running.push(broker);
  return broker;
}

/** A new process would find what this one leaves: stopping writes nothing more than a kill does. */
async function restart(broker: Broker) {
  await broker.stop();
  running = running.filter((other) => other !== broker);
  return start();
}

const journalPath = () => join(directory, "receipts.journal");
const journal = () => readFile(journalPath(), "utf8");
const sendReceipts = (broker: Broker, ...bodies: string[]) => send(broker, broker.queues.receipts, ...bodies);
const bodies = (messages: Message[]) =>
  messages.map(({ Body = "" }) => Body).toSorted((a, b) => a.localeCompare(b));
const receiveReceipts = async (broker: Broker) =>
  bodies(await receiveNow(broker, broker.queues.receipts.url));

async function consume(broker: Broker, body: string, url = broker.queues.receipts.url) {
  const message = (await receiveNow(broker, url)).find(({ Body }) => Body === body);
  await broker.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
}

/** Receives until maxReceiveCount (1) is passed. */
async function deadLetter(broker: Broker) {
  await receiveNow(broker, broker.queues.receipts.url, 0);
  await receiveNow(broker, broker.queues.receipts.url, 0);
}

/** What every open file inherits, to make writing fail or wait. */
async function fileHandlePrototype(): Promise<{ appendFile(): Promise<void>; datasync(): Promise<void> }> {
  const file = await open(fileURLToPath(import.meta.url));
  await file.close();
  return Object.getPrototypeOf(file);
}

describe("a restart", () => {
  test("brings messages back as they were sent, one by one or in a batch", async () => {
    const broker = await start();
    const message = {
      MessageBody: "도넛 \n line",
      MessageAttributes: {
        type: { DataType: "String", StringValue: "receipt" },
        seal: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
      },
    };
    const { url } = broker.queues.receipts;
    await broker.sqs.send(new SendMessageCommand({ QueueUrl: url, ...message }));
    await broker.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: "a", ...message }] }));
    const again = await restart(broker);
    const received = await receiveNow(again, again.queues.receipts.url);
    const { MessageBody: Body, MessageAttributes } = message;
    expect(received).toMatchObject([
      { Body, MessageAttributes },
      { Body, MessageAttributes },
    ]);
  });

  test("twice in a row brings a message back once", async () => {
    const broker = await start();
    await sendReceipts(broker, "a");
    const again = await restart(await restart(broker));
    expect(await receiveReceipts(again)).toEqual(["a"]);
  });

  test("after a message that came back was deleted does not bring it again", async () => {
    const broker = await start();
    await sendReceipts(broker, "a", "b");
    const again = await restart(broker);
    await consume(again, "a");
    expect(await receiveReceipts(await restart(again))).toEqual(["b"]);
  });

  test("brings back nothing that was purged, from the queue or its DLQ", async () => {
    const broker = await start();
    const { dlqUrl } = broker.queues.receipts;
    await sendReceipts(broker, "dead letter");
    await deadLetter(broker);
    await sendReceipts(broker, "kept");
    await broker.sqs.send(new PurgeQueueCommand({ QueueUrl: dlqUrl }));
    const again = await restart(broker);
    expect(await depthOf(again, again.queues.receipts.url)).toBe(1);
    await again.sqs.send(new PurgeQueueCommand({ QueueUrl: again.queues.receipts.url }));
    const last = await restart(again);
    expect(await depthOf(last, last.queues.receipts.url)).toBe(0);
  });

  test("brings back a redriven message once", async () => {
    const broker = await start();
    await sendReceipts(broker, "redriven");
    await deadLetter(broker);
    await sendReceipts(broker, "redriven");
    await consume(broker, "redriven", broker.queues.receipts.dlqUrl);
    expect(await receiveReceipts(await restart(broker))).toEqual(["redriven"]);
  });

  test("forgets other queues, whose messages the outbox has", async () => {
    const broker = await start();
    await send(broker, broker.queues.ads, "from the outbox");
    const again = await restart(broker);
    expect(await depthOf(again, again.queues.ads.url)).toBe(0);
  });

  test("on a port in use leaves the journal of the process there alone", async () => {
    const broker = await start();
    await sendReceipts(broker, "a");
    const port = Number(new URL(broker.endpoint).port);
    await expect(startBroker({ ...settings, port, directory })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await sendReceipts(broker, "b");
    expect(await receiveReceipts(await restart(broker))).toEqual(["a", "b"]);
  });
});

describe("the journal file", () => {
  test("is for its owner's eyes only", async () => {
    await start();
    expect((await stat(journalPath())).mode & 0o777).toBe(0o600);
  });

  test("is empty once nothing is outstanding", async () => {
    const broker = await start();
    await sendReceipts(broker, "a");
    expect(await journal()).toContain('"a"');
    await consume(broker, "a");
    await broker.stop();
    expect(await journal()).toBe("");
  });

  test("shrinks to what is outstanding when it is opened", async () => {
    const broker = await start();
    await sendReceipts(broker, "kept", "done");
    await consume(broker, "done");
    await restart(await restart(broker));
    expect(await journal()).not.toContain('"done"');
  });

  test("may end in a line that was torn by a crash", async () => {
    const broker = await start();
    await sendReceipts(broker, "a");
    await broker.stop();
    const whole = await journal();
    await appendFile(journalPath(), whole.slice(0, -5));
    const again = await start();
    await sendReceipts(again, "b");
    expect(await receiveReceipts(await restart(again))).toEqual(["a", "b"]);
  });

  test("holds nothing of a message that SQS refused", async () => {
    const broker = await start();
    const { url } = broker.queues.receipts;
    await sendReceipts(broker, "kept");
    const Entries = [
      { Id: "good", MessageBody: "good" },
      { Id: "bad", MessageBody: "\u{1F369}" },
    ];
    const answer = await broker.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const blank = broker.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "" }));
    await expect(blank).rejects.toThrow("MessageBody");
    await broker.stop();
    const outstanding = await readOutstanding(journalPath());
    expect(answer.Failed).toMatchObject([{ Id: "bad" }]);
    expect([...outstanding.values()]).toEqual([{ MessageBody: "kept" }, { MessageBody: "good" }]);
  });
});

test("a message that cannot be journaled anew keeps the broker from starting, and stays in the journal", async () => {
  const broker = await start();
  await sendReceipts(broker, "a");
  await broker.stop();
  const full = vi.spyOn(await fileHandlePrototype(), "datasync").mockRejectedValue(new Error("ENOSPC"));
  await expect(start()).rejects.toThrow("ENOSPC");
  full.mockRestore();
  expect(await receiveReceipts(await start())).toEqual(["a"]);
});

test("a message that SQS refuses when it is sent again keeps nothing from starting", async () => {
  const message = { MessageBody: "\u{1F369}" };
  await writeFile(journalPath(), formatSent(new Map([["torn off before its refusal", message]])));
  const broker = await start();
  expect(await depthOf(broker, broker.queues.receipts.url)).toBe(0);
});

describe("durability before the answer", () => {
  test("fauxqs sees a message, and its sender an answer, only when it is on the disk", async () => {
    const broker = await start();
    const syncs = new Collected<() => void>();
    vi.spyOn(await fileHandlePrototype(), "datasync").mockImplementation(() => new Promise(syncs.add));
    let answered = false;
    const sending = sendReceipts(broker, "a").then(() => (answered = true));
    const [finishSync] = await syncs.reached(1);
    expect(await depthOf(broker, broker.queues.receipts.url)).toBe(0);
    expect(answered).toBe(false);
    finishSync?.();
    await sending;
    expect(await depthOf(broker, broker.queues.receipts.url)).toBe(1);
  });

  test.each(["appendFile", "datasync"] as const)(
    "a failing %s fails the send with 500, and only that",
    async (method) => {
      const broker = await start();
      const full = vi.spyOn(await fileHandlePrototype(), method).mockRejectedValue(new Error("ENOSPC"));
      await expect(sendReceipts(broker, "lost")).rejects.toMatchObject({
        $metadata: { httpStatusCode: 500 },
      });
      await send(broker, broker.queues.ads, "unaffected");
      full.mockRestore();
      await sendReceipts(broker, "safe");
      expect(await receiveReceipts(broker)).toEqual(["safe"]);
    },
  );
});
