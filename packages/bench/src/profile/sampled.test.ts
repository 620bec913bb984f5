import { expect, test } from "vitest";
import { sampled } from "./sampled.ts";

const node = (id: number, functionName: string, url = "", children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

const profile = {
  nodes: [
    node(1, "(root)", "", [2, 4, 5, 6]),
    node(2, "query", "file:///x/node_modules/mysql2/lib/connection.js", [3]),
    node(3, "toString", "node:net"),
    node(4, "(idle)"),
    node(5, "(garbage collector)"),
    node(6, "onStreamRead", "node:internal/stream_base_commons"),
  ],
  startTime: 1_000,
  samples: [3, 2, 3, 4, 5, 6, 3],
  timeDeltas: [10, 10, 10, 10, 10, 10, 10],
};

test("Node's own code counts for the part that called it, idling for none", () => {
  expect(Object.fromEntries(sampled(profile, 0, 2_000))).toEqual({
    mysql2: 40,
    "garbage collection": 10,
    idle: 10,
    "sockets, streams and timers": 10,
  });
});

test("only what is between the two moments counts", () => {
  expect(Object.fromEntries(sampled(profile, 1_015, 1_035))).toEqual({ mysql2: 20 });
});
