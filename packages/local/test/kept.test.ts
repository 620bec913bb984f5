import { expect, test } from "vitest";
import { createPlace } from "./process.ts";

type Answer = Partial<Record<"messages" | "incidents", unknown[]>>;
type Place = Awaited<ReturnType<typeof createPlace>>;

/** Operations' routes of a store in a process of its own. */
async function ops({ url, environment }: Place, path: string, method = "GET"): Promise<Answer> {
  const headers = { authorization: `Bearer ${environment.OPS_TOKEN}` };
  // What the API documents; a member that is not there fails the expectation of it.
  return (await fetch(`${url}/ops${path}`, { method, headers })).json() as Promise<Answer>;
}

/** Puts a text on a work queue, as only a mistake would. */
async function send({ environment }: Place, queue: string, text: string) {
  const endpoint = `http://127.0.0.1:${environment.AWS_PORT}`;
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" };
  const body = JSON.stringify({ QueueUrl: `${endpoint}/000000000000/${queue}`, MessageBody: text });
  expect((await fetch(endpoint, { method: "POST", headers, body })).status).toBe(200);
}

test(
  "a store killed with -9 still has its dead letters, with their reasons, and tells of them no second time",
  { timeout: 300_000 },
  async () => {
    const place = await createPlace();
    const patient = { RESTOCK_OVERDUE_MS: "600000", MAX_RECEIVE_COUNT: "1", VISIBILITY_TIMEOUT_S: "12" };
    const first = place.start([], patient);
    await first.ready;
    await send(place, "ads", "<poison/>");
    const dead = async () => (await ops(place, "/queues/ads/dead-letters")).messages;
    const told = async () => (await ops(place, "/incidents?kind=dead_letter")).incidents;
    await expect
      .poll(dead, { timeout: 90_000 })
      .toMatchObject([{ event: "<poison/>", reason: expect.stringContaining("not valid JSON") }]);
    await expect.poll(told, { timeout: 90_000 }).toMatchObject([{ count: 1 }]);
    const before = await dead();
    await first.stop("SIGKILL");

    const second = place.start([], patient);
    await second.ready;
    expect(await dead()).toEqual(before);
    expect(await told()).toMatchObject([{ count: 1 }]);
    expect(await ops(place, "/audit")).toMatchObject({ ok: true });
    expect(await ops(place, "/queues/ads/dead-letters", "DELETE")).toMatchObject({ purged: 1 });
    await second.stop();
  },
);
