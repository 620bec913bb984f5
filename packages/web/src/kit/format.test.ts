import { expect, test } from "vitest";
import { createFormat } from "./format.ts";

const time = "2026-01-01T06:24:31.000Z";
const now = Date.parse("2026-01-01T06:24:01.000Z");

test("Korean", () => {
  const format = createFormat("ko-KR", "Asia/Seoul");
  expect(format.money(19_900)).toBe("₩19,900");
  // Engines differ in whether they write 오후 or PM.
  expect(format.time(time)).toMatch(/^(?:오후|PM) 3:24:31$/);
  expect(format.dayTime(time)).toMatch(/^2026. 1. 1. (?:오후|PM) 3:24$/);
  expect(format.fromNow(time, now)).toBe("30초 후");
});

test("English", () => {
  const format = createFormat("en-US", "Asia/Seoul");
  expect(format.money(19_900)).toBe("₩19,900");
  expect(format.time(time).replace(/\s/g, " ")).toBe("3:24:31 PM");
  expect(format.fromNow(time, now)).toBe("in 30 sec.");
  expect(format.fromNow(time, now - 150_000)).toBe("in 3 min.");
  expect(format.dayTime(time).replace(/\s/g, " ")).toBe("Jan 1, 2026, 3:24 PM");
  expect(format.list(["A", "B", "C"])).toBe("A, B, and C");
});
