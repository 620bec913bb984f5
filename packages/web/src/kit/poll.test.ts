import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPoll, pause } from "./poll.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function setUp(answers: { visible?: boolean; answered?: boolean } = {}) {
  const now = { visible: true, answered: true, ...answers };
  const ask = vi.fn<(stop: AbortSignal) => Promise<boolean>>(() => Promise.resolve(now.answered));
  return { now, ask, poll: createPoll({ ask, isVisible: () => now.visible }) };
}

test("asks every two seconds while someone looks", async () => {
  const { ask, poll } = setUp();
  await poll.now();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(6);
  poll.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(6);
});

test("asks seldom while nobody looks, and at once when told to", async () => {
  const { ask, now, poll } = setUp({ visible: false });
  await poll.now();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(ask).toHaveBeenCalledTimes(1);
  now.visible = true;
  await poll.now();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask).toHaveBeenCalledTimes(3);
  poll.stop();
});

test("asks less and less without an answer, and briskly again after one", async () => {
  const { ask, now, poll } = setUp({ answered: false });
  await poll.now();
  await vi.advanceTimersByTimeAsync(2_000 + 4_000 + 8_000);
  expect(ask).toHaveBeenCalledTimes(4);
  now.answered = true;
  await vi.advanceTimersByTimeAsync(16_000);
  expect(ask).toHaveBeenCalledTimes(5);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask).toHaveBeenCalledTimes(6);
  poll.stop();
});

test("drops the question under way when asked again, and keeps one rhythm", async () => {
  const { ask, poll } = setUp();
  const first = poll.now();
  const second = poll.now();
  await Promise.all([first, second]);
  expect(ask.mock.calls.map(([stop]) => stop.aborted)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ask).toHaveBeenCalledTimes(3);
  poll.stop();
});

test("the pause has an end, and chance spreads the crowd", () => {
  expect(pause(50, true, 0)).toBe(30_000);
  expect(pause(1, true, 1)).toBe(3_000);
});
