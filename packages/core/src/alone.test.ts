import { expect, test } from "vitest";
import { alone } from "./alone.ts";

function held() {
  let settle: { resolve: (value: boolean) => void; reject: (error: Error) => void } = {
    resolve: () => {},
    reject: () => {},
  };
  const promise = new Promise<boolean>((resolve, reject) => (settle = { resolve, reject }));
  return { work: () => promise, ...settle };
}

test("who comes while the work is under way does none, and waits for its end", async () => {
  const owner = {};
  const { work, resolve } = held();
  const first = alone(owner, "shelf", work);
  let isTold = false;
  const second = alone(owner, "shelf", () => Promise.reject(new Error("not mine"))).finally(() => {
    isTold = true;
  });
  await new Promise(setImmediate);
  expect(isTold).toBe(false);
  resolve(true);
  expect(await Promise.all([first, second])).toEqual([true, false]);
  expect(await alone(owner, "shelf", () => Promise.resolve(true))).toBe(true);
});

test("another key or owner is other work", async () => {
  const owner = {};
  const { work, resolve } = held();
  const first = alone(owner, "shelf", work);
  expect(await alone(owner, "other", () => Promise.resolve(true))).toBe(true);
  expect(await alone({}, "shelf", () => Promise.resolve(true))).toBe(true);
  resolve(true);
  await first;
});

test("a failure is only of the one who did the work", async () => {
  const owner = {};
  const { work, reject } = held();
  const first = alone(owner, "shelf", work);
  const second = alone(owner, "shelf", work);
  reject(new Error("away"));
  await expect(first).rejects.toThrow("away");
  expect(await second).toBe(false);
});
