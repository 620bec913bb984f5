import { afterEach, expect, test, vi } from "vitest";
import { measure } from "./measure.ts";

afterEach(() => vi.unstubAllEnvs());

function linesOf(act: () => void): unknown[] {
  const lines: unknown[] = [];
  const spy = vi
    .spyOn(console, "log")
    .mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  act();
  spy.mockRestore();
  return lines;
}

test("a measurement is one log line that CloudWatch reads as a metric of the stage", () => {
  vi.stubEnv("METRICS_SERVICE", "donut-states-test");
  // Through the console that this test listens to; by itself that would also switch the metrics off.
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  expect(linesOf(() => measure("OutboxAge", 3))).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "DonutStates",
            Dimensions: [["service"]],
            Metrics: [{ Name: "OutboxAge", Unit: "Seconds" }],
          },
        ],
      },
      service: "donut-states-test",
      OutboxAge: 3,
    },
  ]);
});

test("outside AWS nothing is measured", () => {
  vi.stubEnv("METRICS_SERVICE", "");
  expect(linesOf(() => measure("Sold", 1))).toEqual([]);
});
