import { expect, test, vi } from "vitest";
import type { Answer, Order, Purchase, Sale, Taken } from "./api.ts";
import { newKey, place } from "./order.ts";
import { type Problem, takenBack, unreachable } from "./problem.ts";
import { orderOf } from "./testing.ts";

const purchase: Purchase = { sku: "CP-502101", quantity: 1, key: "key-1" };
const sale: Sale = { order: orderOf(1), stock: 2, message: "" };
const sold: Answer<Sale> = { ok: true, value: sale };
const no = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });
const lost = no(unreachable);
const unavailable = no({ code: "unavailable", status: 503, retryAfter: 3 });
const busy = (retryAfter: number) => no({ code: "too_many_requests", status: 429, retryAfter });

/** Answers one after the other, the last one for ever. */
function till(...answers: [Answer<Taken>, ...Answer<Taken>[]]) {
  const checkout = vi.fn<(purchase: Purchase) => Promise<Answer<Taken>>>();
  for (const answer of answers) checkout.mockResolvedValueOnce(answer);
  checkout.mockResolvedValue(answers.at(-1) ?? answers[0]);
  const sleep = vi.fn<(ms: number) => Promise<void>>().mockResolvedValue();
  const onRetry = vi.fn<() => void>();
  const order = vi.fn<(id: string) => Promise<Answer<Order>>>().mockResolvedValue(lost);
  return { checkout, order, sleep, onRetry };
}

test("a sale is asked for once", async () => {
  const options = till(sold);
  expect(await place(purchase, options)).toEqual({ kind: "sold", sale });
  expect(options.checkout).toHaveBeenCalledTimes(1);
  expect(options.onRetry).not.toHaveBeenCalled();
});

test("a lost answer is asked for again under the same key", async () => {
  const options = till(lost, lost, sold);
  expect(await place(purchase, options)).toEqual({ kind: "sold", sale });
  expect(options.checkout.mock.calls).toEqual([[purchase], [purchase], [purchase]]);
  expect(options.sleep.mock.calls).toEqual([[500], [1_000]]);
  expect(options.onRetry).toHaveBeenCalledTimes(2);
});

test("without any answer the outcome is unclear, after five attempts", async () => {
  const options = till(lost);
  expect(await place(purchase, options)).toEqual({ kind: "unclear", problem: unreachable });
  expect(options.checkout).toHaveBeenCalledTimes(5);
});

test("a shop that is away is asked again when it says", async () => {
  const options = till(unavailable, sold);
  expect(await place(purchase, options)).toMatchObject({ kind: "sold" });
  expect(options.sleep.mock.calls).toEqual([[3_000]]);
});

test("a crowd is waited out, but not for long", async () => {
  expect(await place(purchase, till(busy(1), sold))).toMatchObject({ kind: "sold" });
  const options = till(busy(30));
  expect(await place(purchase, options)).toMatchObject({ kind: "refused" });
  expect(options.checkout).toHaveBeenCalledTimes(1);
});

test("a crowd does not settle what was unclear before", async () => {
  expect(await place(purchase, till(lost, busy(30)))).toEqual({ kind: "unclear", problem: unreachable });
  const repeat = { ...till(busy(30)), isRepeat: true };
  expect(await place(purchase, repeat)).toEqual({ kind: "unclear", problem: unreachable });
});

test("a refusal is final", async () => {
  const options = till(no({ code: "out_of_stock", status: 409, stock: 0 }));
  expect(await place(purchase, options)).toMatchObject({ kind: "refused", problem: { stock: 0 } });
  expect(options.checkout).toHaveBeenCalledTimes(1);
});

test("an order that was cancelled before its answer came is no sale", async () => {
  const cancelled = { ...sale, order: ordered("cancelled") };
  const options = till(lost, { ok: true, value: cancelled });
  expect(await place(purchase, options)).toEqual({ kind: "refused", problem: takenBack });
  expect(options.checkout).toHaveBeenCalledTimes(2);
});

test("a key is new every time, and fits the header", () => {
  const [one, other] = [newKey(), newKey()];
  expect(one).toMatch(/^[0-9a-f]{32}$/);
  expect(one).not.toBe(other);
});

const ordered = (status: Order["status"]): Order => ({ ...sale.order, status });
const inLine: Answer<Taken> = { ok: true, value: { order: ordered("pending") } };
const is = (status: Order["status"]): Answer<Order> => ({ ok: true, value: ordered(status) });

test("an order in line is waited for, and its sale is asked for under the same key", async () => {
  const onWait = vi.fn<() => void>();
  const options = { ...till(inLine, sold), onWait };
  for (const answer of [is("pending"), lost, is("confirmed")]) options.order.mockResolvedValueOnce(answer);
  expect(await place(purchase, options)).toEqual({ kind: "sold", sale });
  expect(options.order.mock.calls).toEqual([[sale.order.id], [sale.order.id], [sale.order.id]]);
  expect(options.checkout.mock.calls).toEqual([[purchase], [purchase]]);
  expect(options.sleep.mock.calls).toEqual([[1_000], [1_000], [2_000]]);
  expect(onWait).toHaveBeenCalledTimes(1);
});

test("an order in line that came too late is refused, and not asked for again", async () => {
  const options = till(inLine);
  options.order.mockResolvedValue(is("refused"));
  expect(await place(purchase, options)).toMatchObject({
    kind: "refused",
    problem: { code: "out_of_stock" },
  });
  expect(options.checkout).toHaveBeenCalledTimes(1);
});

test("an order that stays in line for minutes is left to the customer, who may ask for it again", async () => {
  const options = till(inLine);
  options.order.mockResolvedValue(is("pending"));
  expect(await place(purchase, options)).toMatchObject({
    kind: "unclear",
    problem: { code: "still_waiting" },
  });
});
