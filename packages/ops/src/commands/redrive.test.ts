import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { startHttp } from "@donut-states/core/testing.http";
import { ask } from "../ask.ts";
import { run } from "../run.ts";

/** What is typed at a terminal decides whether a queue is emptied. */
async function purge(typed: string, queue = "ads") {
  const server = await startHttp(({ method }) => ({
    body: JSON.stringify(method === "GET" ? { queues: [{ name: "ads", deadLetters: 2 }] } : { purged: 2 }),
  }));
  const question = vi.fn<(text: string) => Promise<string>>(async () => typed);
  const environment = { OPS_URL: server.url, OPS_TOKEN: "x" };
  const outcome = await run(["dlq", "purge", queue], environment, question);
  await server.stop();
  return { outcome, question, methods: server.received.map(({ method }) => method) };
}

test("the queue's name typed discards its dead letters", async () => {
  const { outcome, question, methods } = await purge("ads ");
  expect(question).toHaveBeenCalledExactlyOnceWith(
    "This discards 2 dead letters for good. Type ads to go on: ",
  );
  expect(outcome).toEqual({ exitCode: 0, stdout: "2 messages of ads discarded" });
  expect(methods).toEqual(["GET", "DELETE"]);
});

test.each(["", "y", "factory", "ADS"])("anything else discards nothing: %j", async (typed) => {
  const { outcome, methods } = await purge(typed);
  expect(outcome).toEqual({ exitCode: 1, stderr: "ops: Nothing was discarded" });
  expect(methods).toEqual(["GET"]);
});

test("nobody is asked about a queue that does not exist", async () => {
  const { outcome, question } = await purge("bakery", "bakery");
  expect(question).not.toHaveBeenCalled();
  expect(outcome).toEqual({ exitCode: 1, stderr: "ops: There is no queue bakery, only ads" });
});

test.each([
  ["what was typed", "ads\n", "ads"],
  ["nothing where the input ends", "", ""],
])("a question gets %s", async (_, typed, answer) => {
  const input = new PassThrough();
  const output = new PassThrough();
  const asked = ask({ input, output }, "Which? ");
  input.end(typed);
  expect(await asked).toBe(answer);
  expect(String(output.read())).toContain("Which? ");
});
