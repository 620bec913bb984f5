import { expect, test, vi } from "vitest";
import type { Answer, Api, Product, Reservation } from "./api.ts";
import { type ProblemCode, unreachable } from "./problem.ts";
import { createReserving } from "./reserving.ts";
import { reservationOf } from "./testing.ts";

const product: Product = {
  sku: "CP-502101",
  name: "부산도너츠",
  price: 19_900,
  currency: "KRW",
  stock: 0,
  availability: "sold_out",
  advertised: false,
  restock: null,
  lane: "normal",
};
const wish = { quantity: 2, customer: { name: "도비", email: "dobi@example.com" } };
const reserved: Answer<Reservation> = { ok: true, value: reservationOf(1) };
const lost: Answer<never> = { ok: false, problem: unreachable };
const no = (code: ProblemCode, status: number): Answer<never> => ({ ok: false, problem: { code, status } });

function setUp(...answers: Answer<Reservation>[]) {
  const reserve = vi.fn<Api["reserve"]>();
  for (const answer of answers) reserve.mockResolvedValueOnce(answer);
  reserve.mockResolvedValue(lost);
  const onReserved = vi.fn<(reservation: Reservation, product: Product) => void>();
  const sleep = vi.fn<(ms: number) => Promise<void>>().mockResolvedValue();
  const keys = () => reserve.mock.calls.map(([{ key }]) => key);
  return { reserve, onReserved, keys, ...createReserving({ reserve }, onReserved, sleep) };
}

test("a lost answer is asked for again under the same key", async () => {
  const { send, keys, reserve, onReserved } = setUp(lost, lost, reserved);
  expect(await send(product, wish)).toMatchObject({ kind: "reserved" });
  expect(new Set(keys()).size).toBe(1);
  expect(reserve.mock.lastCall).toEqual([{ sku: product.sku, ...wish, key: keys()[0] }]);
  expect(onReserved.mock.calls).toEqual([[reservationOf(1), product]]);
});

test("tried again by hand the same wish has the same key, and another wish another", async () => {
  const { send, state, keys } = setUp();
  expect(await send(product, wish)).toMatchObject({ kind: "unclear" });
  expect(state).toMatchObject({ isUnclear: true, problem: unreachable, isBusy: false });
  await send(product, structuredClone(wish));
  expect(new Set(keys()).size).toBe(1);
  await send(product, { ...wish, quantity: 3 });
  expect(new Set(keys()).size).toBe(2);
});

test.for([
  ["already_waiting", 409],
  ["in_stock", 409],
  ["line_full", 409],
  ["invalid_request", 400],
] as const)("%s settles the attempt: the next one has a key of its own", async ([code, status]) => {
  const { send, state, keys, onReserved } = setUp(no(code, status), reserved);
  expect(await send(product, wish)).toMatchObject({ kind: "refused", problem: { code } });
  expect(state).toMatchObject({ isUnclear: false, problem: { code } });
  expect(await send(product, wish)).toMatchObject({ kind: "reserved" });
  expect(state.problem).toBeUndefined();
  expect(new Set(keys()).size).toBe(2);
  expect(onReserved).toHaveBeenCalledTimes(1);
});

test("a crowd does not settle what was unclear before", async () => {
  const busy = { code: "too_many_requests", status: 429, retryAfter: 30 } as const;
  const { send } = setUp(lost, { ok: false, problem: busy });
  expect(await send(product, wish)).toEqual({ kind: "unclear", problem: unreachable });
});

test("details that are wrong are not sent", async () => {
  const { send, state, reserve } = setUp(reserved);
  const outcome = await send(product, { ...wish, customer: { name: "", email: "dobi@example.com" } });
  expect(outcome).toMatchObject({ kind: "refused", problem: { pointers: ["#/customer/name"] } });
  expect(state).toMatchObject({ isBusy: false, problem: { pointers: ["#/customer/name"] } });
  expect(reserve).not.toHaveBeenCalled();
  await send(product, wish);
  expect(state.problem).toBeUndefined();
});

test("a second press while the first is under way reserves nothing", async () => {
  const { send, reserve } = setUp(reserved);
  const first = send(product, wish);
  expect(await send(product, wish)).toBeUndefined();
  await first;
  expect(reserve).toHaveBeenCalledTimes(1);
});
