import { DeleteMessageCommand, PurgeQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Broker } from "./broker.ts";
import { readOutstanding } from "./journalFile.ts";
import { receiveNow, send, watchedClient } from "./testing/queues.ts";

const directory = await mkdtemp(join(tmpdir(), "donut-states-"));
const children: ChildProcess[] = [];
afterEach(() => Promise.all(children.map(kill)));
afterAll(() => rm(directory, { recursive: true }));

/** Starts a broker in a process of its own and returns it as far as this process can reach it. */
async function spawnBroker() {
  const options = { port: 0, directory, visibilityTimeoutSeconds: 30, maxReceiveCount: 1 };
  const program = `
    import { startBroker } from ${JSON.stringify(new URL("broker.ts", import.meta.url).href)};
    const { endpoint, queues } = await startBroker(${JSON.stringify(options)});
    console.log(JSON.stringify({ endpoint, queues }));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = await once(child.stdout, "data");
  // Cast: the child has just written it.
  const { endpoint, queues } = JSON.parse(String(line)) as Pick<Broker, "endpoint" | "queues">;
  return { child, ...queues, sqs: watchedClient({ endpoint }, () => {}) };
}

type Spawned = Awaited<ReturnType<typeof spawnBroker>>;

/** How many messages the journals of these queues hold. */
async function journaled(...names: string[]): Promise<number> {
  const counts = names.map(async (name) => (await readOutstanding(join(directory, `${name}.journal`))).size);
  return (await Promise.all(counts)).reduce((sum, count) => sum + count);
}

/** The dead letters of a queue, without what differs at each look. */
const lookInto = async (broker: Spawned) =>
  (await receiveNow(broker, broker.ads.dlqUrl, 0)).map(
    ({ MessageId, Body, MessageAttributes, Attributes }) => ({
      MessageId,
      Body,
      MessageAttributes,
      sent: Attributes?.SentTimestamp,
    }),
  );

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

test("kill -9 loses no receipt that was answered and brings back none that was deleted", async () => {
  const first = await spawnBroker();
  const { url } = first.receipts;
  await send(first, first.receipts, "dead letter");
  // The second receive is one more than maxReceiveCount allows.
  await receiveNow(first, url, 0);
  await receiveNow(first, url, 0);
  await send(first, first.receipts, "done", "in flight");
  const done = (await receiveNow(first, url)).find(({ Body }) => Body === "done");
  await first.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: done?.ReceiptHandle }));
  await send(first, first.receipts, "waiting");
  await kill(first.child);

  const second = await spawnBroker();
  const received = await receiveNow(second, second.receipts.url);
  expect(received.map(({ Body }) => Body)).toEqual(["dead letter", "in flight", "waiting"]);
});

test("kill -9 loses no dead letter and changes none: each keeps its id, attributes and times, until it is gone", async () => {
  const first = await spawnBroker();
  const type = { DataType: "String", StringValue: "stock.empty" };
  const seal = { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) };
  const message = { MessageBody: "도넛", MessageAttributes: { type, seal } };
  await first.sqs.send(new SendMessageCommand({ QueueUrl: first.ads.url, ...message }));
  await send(first, first.ads, "redriven");
  // The second receive is one more than maxReceiveCount allows.
  for (let receive = 0; receive < 2; receive++) await receiveNow(first, first.ads.url, 0);
  await send(first, { url: first.ops.dlqUrl }, "purged");
  const dead = await lookInto(first);
  expect(dead).toMatchObject([{ Body: "도넛", MessageAttributes: { type, seal } }, { Body: "redriven" }]);
  await expect.poll(() => journaled("ads-dlq", "ops-dlq")).toBe(3);
  await kill(first.child);

  const second = await spawnBroker();
  expect(await lookInto(second)).toEqual(dead);
  await second.sqs.send(new PurgeQueueCommand({ QueueUrl: second.ops.dlqUrl }));
  const held = await receiveNow(second, second.ads.dlqUrl);
  const ReceiptHandle = held.find(({ Body }) => Body === "redriven")?.ReceiptHandle;
  await second.sqs.send(new DeleteMessageCommand({ QueueUrl: second.ads.dlqUrl, ReceiptHandle }));
  await expect.poll(() => journaled("ads-dlq", "ops-dlq")).toBe(1);
  await kill(second.child);

  const third = await spawnBroker();
  expect(await lookInto(third)).toEqual(dead.slice(0, 1));
  expect(await receiveNow(third, third.ops.dlqUrl)).toEqual([]);
  expect(await receiveNow(third, third.ads.url)).toEqual([]);
});
