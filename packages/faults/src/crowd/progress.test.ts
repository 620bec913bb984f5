import { expect, test } from "vitest";
import { Progress } from "./progress.ts";

test("whoever waits for a share goes on when it is reached, and not before", async () => {
  const progress = new Progress();
  progress.expect(4);
  const passed: number[] = [];
  const waiting = [0.5, 1].map((share) => progress.reached(share).then(() => passed.push(share)));
  progress.step();
  await Promise.resolve();
  expect(passed).toEqual([]);
  progress.step();
  await waiting[0];
  expect(passed).toEqual([0.5]);
  progress.step();
  progress.step();
  await Promise.all(waiting);
  await progress.reached(0.75);
});
