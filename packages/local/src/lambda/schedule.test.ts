import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startSchedule } from "./schedule.ts";

const ran: string[] = [];

/** Schedules a function that says when it begins and has ended, and fails where told. */
function schedule(functionName: string, after?: Promise<void>, work: () => Promise<void> = async () => {}) {
  const started = startSchedule({
    functionName,
    everyMs: 5,
    ...(after ? { after } : {}),
    handler: async () => async () => {
      ran.push(`${functionName} begins`);
      await work();
      ran.push(`${functionName} ended`);
    },
    onFailure: () => ran.push(`${functionName} failed`),
  });
  onTestFinished(started.stop);
  return started;
}

test("a schedule begins when the one before has run once, failed or not, and then goes on by itself", async () => {
  const relay = schedule("relay", undefined, () => sleep(50));
  const failing = schedule("failing", relay.first, () => Promise.reject(new Error("no")));
  schedule("watchdog", failing.first);
  await expect.poll(() => ran.filter((what) => what === "watchdog ended").length).toBeGreaterThan(2);
  const order = ["relay ended", "failing begins", "failing failed", "watchdog begins"];
  expect(order.map((what) => ran.indexOf(what))).toEqual(
    order.map((what) => ran.indexOf(what)).toSorted((a, b) => a - b),
  );
  expect(ran[0]).toBe("relay begins");
});

test("a schedule that is stopped before its turn never runs, and holds nobody up", async () => {
  const waiting = schedule("late", new Promise<void>(() => {}));
  await waiting.stop();
  await waiting.first;
  expect(ran).not.toContain("late begins");
});
