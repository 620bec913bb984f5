import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { depth } from "@donut-states/core/operations/queues";
import { record } from "@donut-states/core/operations/record";
import { addProduct } from "@donut-states/core/testing";
import { startHttp } from "@donut-states/core/testing.http";
import { fingerprint } from "@donut-states/core/testing.fingerprint";
import { queues } from "@donut-states/core/topology";
import { bindQueues } from "../../testing/broker.ts";
import { client } from "../../testing/client.ts";
import { attacks, attacksPastLimits, breakNames, show } from "../../testing/hostile/attack.ts";
import { judge, undescribed } from "../../testing/hostile/judge.ts";
import { send } from "../../testing/hostile/lambda.ts";
import type { Attack, Target } from "../../testing/hostile/request.ts";
import { type Route, routes } from "../../testing/hostile/route.ts";
import { list, ops } from "../../testing/ops.ts";
import { bindStore, opsToken } from "../../testing/store.ts";
import { shop } from "./shop.ts";

/** The same requests every time; another seed, or more of them, by the environment. A failure names its seed. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_260);
const perRoute = Number(process.env.HOSTILE_REQUESTS ?? 120);
/** So many at once. */
const BATCH = 20;

const callbackSecret = "callback-secret-of-the-tests";
const db = bindStore({ SST_Secret_value_CALLBACK_SECRET: callbackSecret });
bindQueues();

/** The parts of this store are simulated, and their fault switches stay as they are. */
let stopSimulation = () => Promise.resolve();
beforeAll(async () => {
  const { url, stop } = await startHttp(() => ({ body: "{}" }));
  Object.assign(process.env, { SIMULATED_FACTORY_URL: url, SIMULATED_TOPIC_URL: url });
  stopSimulation = stop;
});
afterAll(() => stopSimulation());

const target: Target = { opsToken, sku: `Donut-${newId()}`, usedKey: `Key-${newId()}`, named: {} };

/** A store in which there is something of everything that could be changed. */
beforeAll(async () => {
  const { sku, usedKey } = target;
  await addProduct(db(), { sku, stock: 3 });
  const call = client(shop);
  const headers = { "idempotency-key": usedKey };
  const sale = await call("POST", "/checkout", { json: { sku }, headers });
  const adjustment = { json: { delta: 1, reason: "found" }, headers };
  expect((await ops("POST", `/ops/products/${sku}/adjustments`, adjustment)).status).toBe(201);
  expect((await call("POST", "/checkout", { json: { sku, quantity: 20 } })).status).toBe(409);
  const restockId = newId();
  const wait = (email: string, more: object) =>
    call("POST", `/products/${sku}/reservations`, {
      json: { quantity: 20, customer: { name: "x", email } },
      ...more,
    });
  // The customer of every good body waits already, so that no request makes another reservation.
  const waiting = await wait("me@example.com", {});
  expect([waiting.status, (await wait("you@example.com", { headers })).status]).toEqual([201, 201]);
  const { id: reservationId } = (await waiting.json()) as { id: string };
  const incident = { kind: "late_receipt", severity: "warning", message: "Late", sku, restockId } as const;
  const about = { subject: sku, correlationId: newId() };
  await record(db(), storeEvent("incident.raised", about, { ...incident, about: restockId }));
  const letter = { QueueUrl: config.deadLetterQueueUrl("ads"), MessageBody: "{}" };
  await new SQSClient({}).send(new SendMessageCommand(letter));
  const [restock] = await list<{ id: string }>("/ops/restocks", "restocks");
  const [raised] = await list<{ id: string }>("/ops/incidents", "incidents");
  const { order } = (await sale.json()) as { order: { id: string } };
  Object.assign(target, {
    named: {
      products: sku,
      orders: order.id,
      reservations: reservationId,
      restocks: restock?.id,
      incidents: raised?.id,
      queues: "ads",
      trace: order.id,
    },
  });
});

/** Everything that a request could have changed. */
const state = async () => ({
  tables: await fingerprint(db()),
  queues: await Promise.all(
    Object.keys(queues).flatMap((name) => {
      const queue = name as keyof typeof queues; // Object.keys forgets the literal keys
      return [depth(config.queueUrl(queue)), depth(config.deadLetterQueueUrl(queue))];
    }),
  ),
});

const tried = new Map<Route, Set<string>>(routes.map((route) => [route, new Set()]));
let count = 0;

/** What is wrong with the answer to a request, if anything. */
async function attack(route: Route, request: Attack): Promise<string[]> {
  count += 1;
  for (const name of request.breaks) tried.get(route)?.add(name);
  const answer = await send(request);
  const wrong = [
    ...judge(request, answer, [opsToken, callbackSecret]),
    ...(await undescribed(request, answer)),
  ];
  return wrong.map((what) => `${what}: ${show(request)}`);
}

test.each(routes)(
  `${perRoute} hostile requests to $method $path change nothing`,
  async (route) => {
    const generated = fc.sample(attacks(route, target), { seed, numRuns: perRoute });
    const requests = [...attacksPastLimits(route, target), ...generated];
    const wrong: string[] = [];
    let before = await state();
    for (let start = 0; start < requests.length; start += BATCH) {
      const batch = requests.slice(start, start + BATCH);
      wrong.push(...(await Promise.all(batch.map((request) => attack(route, request)))).flat());
      const after = await state();
      if (!isDeepStrictEqual(after, before))
        wrong.push(`one of these changed something: ${batch.map(show).join("\n")}`);
      before = after;
    }
    expect(wrong.slice(0, 5), `${wrong.length} wrong answers, seed ${seed}`).toEqual([]);
  },
  120_000,
);

test("every route of the description was tried in every way in which it can be wrong", () => {
  for (const [route, breaks] of tried)
    expect([...breaks].toSorted(), `${route.method} ${route.path}`).toEqual(
      breakNames(route, target).toSorted(),
    );
});

afterAll(() => {
  process.stdout.write(`${count} hostile requests to ${tried.size} routes, seed ${seed}\n`);
});
