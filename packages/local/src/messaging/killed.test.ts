import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Broker } from "./broker.ts";
import { receiveNow, send, watchedClient } from "./testing/queues.ts";

const directory = await mkdtemp(join(tmpdir(), "donut-states-"));
const children: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(children.map(kill));
  await rm(directory, { recursive: true });
});

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
  return { child, receipts: queues.receipts, sqs: watchedClient({ endpoint }, () => {}) };
}

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
