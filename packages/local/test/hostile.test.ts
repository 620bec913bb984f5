import * as fc from "fast-check";
import { expect, test } from "vitest";
import { attacks, show } from "@donut-states/functions/testing/hostile/attack";
import { judge, misshapen } from "@donut-states/functions/testing/hostile/judge";
import { routes } from "@donut-states/functions/testing/hostile/route";
import { bindHostileStore } from "./hostileStore.ts";
import { garbled, malformed } from "./malformed.ts";
import { answersIn, bytesOf, exchange } from "./wire.ts";

/** The same requests every time; another seed, or more of them, by the environment. A failure names its seed. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_260);
const perRoute = Number(process.env.HOSTILE_REQUESTS ?? 16);

const { store, target, state, before } = bindHostileStore();
/** Milliseconds that a whole request may take on a busy machine, and that half a request is waited for. */
const WHOLE_MS = 20_000;
const HALF_MS = 200;
/** What a test ends with: the server answers others as before, and nothing has changed. */
async function unharmed() {
  expect((await store().get("/healthz")).status).toBe(200);
  expect(await state()).toEqual(before());
}

const send = async (bytes: Uint8Array, patienceMs = HALF_MS) =>
  answersIn(await exchange(store().apiUrl, bytes, patienceMs));

test.each(routes)(`${perRoute} hostile requests to $method $path over a socket`, async (route) => {
  const requests = fc.sample(attacks(route, target()), { seed, numRuns: perRoute });
  const answers = await Promise.all(requests.map((request) => send(bytesOf(request, "127.0.0.1"), WHOLE_MS)));
  const wrong = requests.flatMap((request, index) => {
    const [answer, ...more] = answers[index] ?? [];
    if (!answer || more.length > 0) return [`not answered once: ${show(request)}`];
    return judge(request, answer, [store().opsToken]).map((what) => `${what}: ${show(request)}`);
  });
  expect(wrong.slice(0, 5), `${wrong.length} wrong answers, seed ${seed}`).toEqual([]);
  await unharmed();
});

/** What is wrong with answers to bytes that are no request, or none that may be carried out. */
const refusals = (answers: Awaited<ReturnType<typeof send>>) =>
  answers.flatMap((answer) =>
    answer.status >= 400 && answer.status < 500
      ? misshapen(answer)
      : [`answered ${answer.status} ${answer.text}`],
  );

test.each(malformed("CP-502101"))("$name: refused with a problem, or hung up on", async ({ bytes }) => {
  expect(refusals(await send(bytes))).toEqual([]);
  await unharmed();
});

test(`${perRoute * 20} garbled requests are refused with a problem, or hung up on`, async () => {
  const sent = fc.sample(garbled("CP-502101"), { seed, numRuns: perRoute * 20 });
  const wrong: string[] = [];
  for (let start = 0; start < sent.length; start += 20)
    await Promise.all(
      sent.slice(start, start + 20).map(async (bytes) => {
        const what = refusals(await send(bytes));
        wrong.push(
          ...what.map((each) => `${each}: ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}`),
        );
      }),
    );
  expect(wrong.slice(0, 5), `${wrong.length} wrong answers, seed ${seed}`).toEqual([]);
  await unharmed();
});

test("hostile requests one behind the other on one connection are each answered, in their order", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `in-line-${index}`);
  const lines = names.map((name) => `GET /${name} HTTP/1.1\r\nhost: x\r\nx-request-id: ${name}\r\n\r\n`);
  const last = "GET /last HTTP/1.1\r\nhost: x\r\nx-request-id: last\r\nconnection: close\r\n\r\n";
  const answers = await send(Buffer.from(lines.join("") + last), WHOLE_MS);
  expect(answers.map(({ headers }) => headers.get("x-request-id"))).toEqual([...names, "last"]);
  expect(refusals(answers)).toEqual([]);
  await unharmed();
});
