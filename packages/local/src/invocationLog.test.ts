import { expect, test, vi } from "vitest";
import { invocationLog } from "./invocationLog.ts";

const evil = "a\r\n00:00:00.000  sales     POST /checkout 201\u001b[2J\u009b\u2028b";

test("whatever came from outside, one invocation is one line that steers no terminal", () => {
  const written = vi.spyOn(console, "log").mockImplementation(() => {});
  const shared = { functionName: "sales", durationMs: 1, requestId: evil };
  invocationLog.request({ ...shared, method: "GET", path: evil, status: 200 });
  const failed = { ...shared, records: 1, failedIds: [], correlationIds: [evil] };
  invocationLog.batch({ ...failed, outcome: "failed", error: new Error(evil) });
  invocationLog.failure("relay", new Error(evil));
  expect(written).toHaveBeenCalledTimes(3);
  for (const [line] of written.mock.calls) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
});
