import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Answer, type Received, startHttp } from "@donut-states/core/testing.http";
import { ops } from "../testing/ops.ts";

/** What a process says and where, before an API that answers as a case needs it. */
const token = "sesame";
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function api(answer: (request: Received) => unknown, status = 200) {
  const server = await startHttp((request): Answer => {
    const body = answer(request);
    return { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  });
  ends.push(server.stop);
  return { environment: { OPS_URL: server.url, OPS_TOKEN: token }, ...server };
}

/** The address of a port where nobody listens any more. */
async function nobody() {
  const { url, stop } = await startHttp(() => ({}));
  await stop();
  return url;
}

const problem = (code: string, detail: string) => ({ type: "t", title: "t", status: 404, code, detail });

test.each([[], ["--help"], ["dlq", "--help"], ["dlq", "purge", "-h"]])(
  "usage is asked for: %j %j %j",
  async (...args) => {
    const { exitCode, stdout, stderr } = await ops(
      args.filter((word) => word !== undefined),
      {},
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: pnpm ops /);
  },
);

test("a command that lacks its second word is a wrong call", async () => {
  const { exitCode, stdout, stderr } = await ops(["dlq"], {});
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^ops: dlq wants a subcommand: list, show, redrive, purge\n\nUsage: /);
});

test("a wrong call is usage on stderr", async () => {
  const { exitCode, stdout, stderr } = await ops(["bake", "--json"], {});
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^ops: Unknown command: bake\n\nUsage: pnpm ops COMMAND/);
});

test("redrive sends the chosen ids, or none", async () => {
  const { environment, received } = await api(({ method }) =>
    method === "GET" ? { messages: [], approximate: false } : { moved: 2, approximate: true },
  );
  const { stdout, ...rest } = await ops(["dlq", "redrive", "factory", "a", "b", "--json"], environment);
  expect(rest).toEqual({ exitCode: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ moved: 2, approximate: true, satisfied: [], notFound: [] });
  expect((await ops(["dlq", "redrive", "factory"], environment)).stdout).toBe(
    "about 2 messages moved back to factory\n",
  );
  expect(received.filter(({ method }) => method === "POST")).toMatchObject(
    [{ ids: ["a", "b"] }, {}].map((body) => ({
      method: "POST",
      path: "/ops/queues/factory/redrive",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    })),
  );
});

test("purge needs a terminal to ask at, or --yes", async () => {
  const { environment, received } = await api(() => ({ purged: 1 }));
  const refused = await ops(["dlq", "purge", "ads"], environment);
  expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^ops: purge cannot ask without a terminal: say --yes\n/);
  expect(received).toEqual([]);
  expect(await ops(["dlq", "purge", "ads", "--yes"], environment)).toEqual({
    exitCode: 0,
    stdout: "1 message of ads discarded\n",
    stderr: "",
  });
  expect(received).toMatchObject([{ method: "DELETE", path: "/ops/queues/ads/dead-letters", body: "" }]);
});

test("a trace is told hop by hop", async () => {
  const hops = [
    { at: "2026-01-01T00:00:00.001Z", where: "sales", what: "order", outcome: "confirmed" },
    { at: "2026-01-01T00:00:00.002Z", where: "factory", what: "restock.requested", outcome: "accepted" },
  ];
  const { environment, received } = await api(() => ({ correlationId: "c-1", hops }));
  const { stdout } = await ops(["trace", "a/b"], environment);
  expect(stdout).toBe(
    [
      "correlation id c-1",
      "",
      "AT                        WHERE    WHAT               OUTCOME",
      "2026-01-01T00:00:00.001Z  sales    order              confirmed",
      "2026-01-01T00:00:00.002Z  factory  restock.requested  accepted",
      "",
    ].join("\n"),
  );
  expect(received).toMatchObject([{ path: "/ops/trace/a%2Fb" }]);
});

test.each<[what: string, answer: unknown, status: number, line: string]>([
  ["a problem", problem("restock_not_found", "There is no x"), 404, "There is no x (restock_not_found)"],
  [
    "a problem that would steer the terminal",
    problem("not_found", "x\n\u001b[2J"),
    404,
    "x \ufffd[2J (not_found)",
  ],
  [
    "a wrong token",
    problem("unauthorized", "Send it"),
    401,
    "The token from OPS_TOKEN was refused: Send it (unauthorized)",
  ],
  ["a proxy's page", "<h1>Bad Gateway</h1>", 502, "URL answered 502 Bad Gateway"],
  ["some other server's page", "<h1>Hello</h1>", 200, "URL answers, but not as the store's API does"],
  [
    "an answer of another shape",
    { hops: 7 },
    200,
    "GET /ops/trace/x answered in a shape that is not known here",
  ],
])("%s is one line", async (_, answer, status, line) => {
  const { environment, url } = await api(() => answer, status);
  const { exitCode, stdout, stderr } = await ops(["trace", "x", "--json"], environment);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toBe(`ops: ${line.replace("URL", url)}\n`);
});

test("a store that is not running is one line", async () => {
  const url = await nobody();
  const { exitCode, stdout, stderr } = await ops(["status"], { OPS_URL: url, OPS_TOKEN: token });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(/^ops: No answer from \S+ \(ECONNREFUSED\): .*`pnpm start`.*\n$/);
});

test("the running store is found by API_PORT and the token that it keeps", async () => {
  const { url, received } = await api(() => ({ correlationId: "c", hops: [] }));
  const LOCAL_DIR = await mkdtemp(join(tmpdir(), "donut-states-ops-"));
  ends.push(() => rm(LOCAL_DIR, { recursive: true }));
  await writeFile(join(LOCAL_DIR, "secrets.json"), JSON.stringify({ OPS_TOKEN: token }));
  const environment = { LOCAL_DIR, API_PORT: new URL(url).port, OPS_TOKEN: "" };
  expect(await ops(["trace", "x"], environment)).toMatchObject({ exitCode: 0, stderr: "" });
  expect(received).toMatchObject([{ headers: { authorization: `Bearer ${token}` } }]);
});
