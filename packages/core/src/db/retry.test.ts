import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { retry } from "./retry.ts";
import { stopClock } from "./testing.clock.ts";

const DEADLOCK = "Deadlock found (errno 1213) (sqlstate 40001)";
const AWAY = "fetch failed";

beforeEach(stopClock);
beforeAll(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterAll(() => void vi.restoreAllMocks());

/** Work that fails so often before it succeeds. */
function failing(times: number, message: string) {
  const work = { runs: 0, run: async () => "" };
  work.run = async () => {
    work.runs += 1;
    if (work.runs <= times) throw new Error(message);
    return "done";
  };
  return work;
}

test.each([
  { message: DEADLOCK, times: 7 },
  { message: AWAY, times: 1 },
  { message: "anything", times: 0 },
])("after $times times of $message it is done", async ({ message, times }) => {
  const work = failing(times, message);
  expect(await retry(work.run)).toBe("done");
  expect(work.runs).toBe(times + 1);
});

test.each([
  { message: DEADLOCK, tries: 8 },
  { message: AWAY, tries: 2 },
  { message: "anything", tries: 1 },
])("$message is given up after $tries tries, with its own error", async ({ message, tries }) => {
  const work = failing(99, message);
  await expect(retry(work.run)).rejects.toThrow(message);
  expect(work.runs).toBe(tries);
});
