import { afterEach, expect, test, vi } from "vitest";
import type { Answer, Order, Purchase, Taken } from "./api.ts";
import type { ProblemCode } from "./problem.ts";
import { fakeStorage } from "../kit/storage.fake.ts";
import { createTill, type Note } from "./till.ts";

const busan = { sku: "CP-502101", name: "부산도너츠" };
const no = (code: ProblemCode, status: number): Answer<Taken> => ({ ok: false, problem: { code, status } });

afterEach(() => vi.unstubAllGlobals());

function setUp() {
  const checkout = vi.fn<(purchase: Purchase) => Promise<Answer<Taken>>>();
  const order = vi.fn<(id: string) => Promise<Answer<Order>>>();
  const onNote = vi.fn<(note: Note) => void>();
  return { checkout, order, onNote, till: createTill({ checkout, order }, onNote) };
}

test("a second press while the first is under way buys nothing", async () => {
  const { checkout, till, onNote } = setUp();
  checkout.mockResolvedValue(no("out_of_stock", 409));
  const first = till.press(busan, 1);
  expect(till.state.busy[busan.sku]).toBe("sending");
  await till.press(busan, 1);
  await first;
  expect(checkout).toHaveBeenCalledTimes(1);
  expect(onNote).toHaveBeenCalledTimes(1);
  expect(till.state.busy[busan.sku]).toBeUndefined();
});

test("a press without an answer is pressed again with the same quantity and key", async () => {
  vi.useFakeTimers();
  const { checkout, till } = setUp();
  checkout.mockResolvedValue(no("network_error", 0));
  const first = till.press(busan, 2);
  await vi.runAllTimersAsync();
  await first;
  expect(till.state.unclear[busan.sku]).toMatchObject({ quantity: 2 });
  checkout.mockResolvedValue(no("out_of_stock", 409));
  await till.press(busan, 7);
  vi.useRealTimers();

  const asked = checkout.mock.calls.map(([purchase]) => purchase);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  expect(asked.every(({ quantity }) => quantity === 2)).toBe(true);
  expect(till.state.unclear[busan.sku]).toBeUndefined();
});

test("after an answer the next press has a key of its own", async () => {
  const { checkout, till } = setUp();
  checkout.mockResolvedValue(no("out_of_stock", 409));
  await till.press(busan, 1);
  await till.press(busan, 1);
  const [first, second] = checkout.mock.calls.map(([{ key }]) => key);
  expect(first).not.toBe(second);
});

test("who wants a confirmation is asked for first: what is wrong with it is neither sent nor a note", async () => {
  const { checkout, till, onNote } = setUp();
  checkout.mockResolvedValue(no("out_of_stock", 409));
  const customer = { name: "도비", email: "dobi@" };
  const pointers = ["#/customer/email"];
  expect(await till.press(busan, 1, customer)).toMatchObject({ kind: "refused", problem: { pointers } });
  expect(checkout).not.toHaveBeenCalled();
  expect(onNote).not.toHaveBeenCalled();
  await till.press(busan, 1, { ...customer, email: "dobi@example.com" });
  expect(checkout.mock.lastCall?.[0].customer).toEqual({ ...customer, email: "dobi@example.com" });
});

test("a newer refusal replaces the older one, and notes can be put away", async () => {
  const { checkout, till } = setUp();
  checkout.mockResolvedValue(no("out_of_stock", 409));
  await till.press(busan, 1);
  await till.press(busan, 1);
  expect(till.state.notes).toHaveLength(1);
  till.dismiss(till.state.notes[0]?.id ?? "");
  expect(till.state.notes).toHaveLength(0);
});

test("a purchase that a reload interrupted is asked for again with the same quantity and key", async () => {
  vi.stubGlobal("sessionStorage", fakeStorage());
  const before = setUp();
  before.checkout.mockReturnValue(new Promise(() => {}));
  void before.till.press(busan, 2);

  const { checkout, till } = setUp();
  expect(till.state.unclear[busan.sku]).toMatchObject({ quantity: 2 });
  checkout.mockResolvedValue(no("out_of_stock", 409));
  await till.press(busan, 7);
  expect(checkout.mock.calls).toEqual(before.checkout.mock.calls);
  expect(setUp().till.state.unclear).toEqual({});
});

test("an order without an answer can be left, and the next press has a key of its own", async () => {
  vi.stubGlobal("sessionStorage", fakeStorage());
  vi.useFakeTimers();
  const { checkout, till } = setUp();
  checkout.mockResolvedValue(no("network_error", 0));
  const first = till.press(busan, 2);
  till.leave(busan.sku);
  expect(sessionStorage.length).toBe(1);
  await vi.runAllTimersAsync();
  await first;
  vi.useRealTimers();

  till.leave(busan.sku);
  expect(till.state.unclear).toEqual({});
  expect(till.state.notes).toEqual([]);
  expect(sessionStorage.length).toBe(0);
  checkout.mockResolvedValue(no("out_of_stock", 409));
  await till.press(busan, 1);
  expect(checkout.mock.lastCall?.[0].key).not.toBe(checkout.mock.calls[0]?.[0].key);
});
