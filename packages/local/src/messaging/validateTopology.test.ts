import { deadLetterRetentionSeconds, queues, topic } from "@donut-states/core/topology";
import { expect, test } from "vitest";
import { type Topology, validateTopology } from "./validateTopology.ts";

const ours: Topology = {
  topic,
  queues,
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 5,
  deadLetterRetentionSeconds,
};
const withQueue = (name: string, events: readonly string[] | "all" | "none") => ({
  queues: { [name]: { events } },
});

test("our own topology is valid", () => {
  expect(() => validateTopology(ours)).not.toThrow();
});

test.each([
  ["a topic name that AWS refuses", { topic: "Store Events" }, "topic name"],
  ["a queue name that AWS refuses", withQueue("stock queue", "all"), "queue name"],
  ["a queue name too long for its DLQ", withQueue("q".repeat(77), "all"), "queue name"],
  [
    "a queue named like another's DLQ",
    { queues: { ...queues, "ads-dlq": { events: "all" } } },
    "dead-letter",
  ],
  ["an empty filter", withQueue("ads", []), "events of ads"],
  ["a blank type", withQueue("ads", [" "]), "events of ads"],
  ["a type twice", withQueue("ads", ["a", "a"]), "events of ads"],
  [
    "more types than a filter policy holds",
    withQueue(
      "ads",
      Array.from({ length: 151 }, (_, index) => `t${index}`),
    ),
    "events of ads",
  ],
  ["no visibility timeout", { visibilityTimeoutSeconds: 0 }, "visibilityTimeoutSeconds 0"],
  ["a visibility timeout above 12 hours", { visibilityTimeoutSeconds: 43_201 }, "visibilityTimeoutSeconds"],
  [
    "a visibility timeout that is no number",
    { visibilityTimeoutSeconds: Number.NaN },
    "visibilityTimeoutSeconds NaN",
  ],
  ["no receive at all", { maxReceiveCount: 0 }, "maxReceiveCount"],
  ["a maxReceiveCount above 1,000", { maxReceiveCount: 1_001 }, "maxReceiveCount"],
  ["a retention above 14 days", { deadLetterRetentionSeconds: 1_209_601 }, "deadLetterRetentionSeconds"],
] as [string, Partial<Topology>, string][])("%s is refused", (_name, change, fault) => {
  expect(() => validateTopology({ ...ours, ...change })).toThrow(fault);
});

test("every fault is named at once", () => {
  const faulty = { ...ours, topic: "", maxReceiveCount: 0 };
  expect(() => validateTopology(faulty)).toThrow(/topic name "".*; maxReceiveCount 0/);
});
