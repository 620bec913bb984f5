import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const program = `
  class Later extends Date {}
  console.log(JSON.stringify({
    now: Date.now(), fresh: new Date().getTime(), text: Date.parse(Date()), later: new Later().getTime(),
    given: new Date(5).getTime(), parsed: Date.parse("1970-01-01T00:00:01Z"), utc: Date.UTC(1970, 0, 1),
    kinds: [new Date() instanceof Date, new Later() instanceof Later], origin: performance.timeOrigin }));`;

test.each([3_600_000, -60_000])(
  "a clock that is %i ms ahead is so in every way, and only where it tells the time",
  async (skewMs) => {
    const preloaded = ["--import", "tsx", "--import", new URL("skew.ts", import.meta.url).href];
    const started = Date.now();
    const { stdout } = await promisify(execFile)(process.execPath, [...preloaded, "-e", program], {
      env: { ...process.env, SKEW_MS: String(skewMs) },
    });
    const ended = Date.now();
    const { now, fresh, text, later, origin, ...rest } = JSON.parse(stdout);
    const aSecond = 1_000; // Date() tells no fractions
    for (const time of [now, fresh, text, later]) {
      expect(time - skewMs).toBeGreaterThan(started - aSecond);
      expect(time - skewMs).toBeLessThanOrEqual(ended);
    }
    expect(Math.abs(origin - started)).toBeLessThan(ended - started + aSecond);
    expect(rest).toEqual({ given: 5, parsed: 1_000, utc: 0, kinds: [true, true] });
  },
);
