import { describe, expect, test } from "vitest";
import { judge } from "./judge.ts";

const batch = ["m1", "m2"];
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

describe("complete success (E11)", () => {
  test.each([
    ["no response", undefined],
    ["a null response", null],
    ["an empty response", {}],
    ["a null list", { batchItemFailures: null }],
    ["an empty list", { batchItemFailures: [] }],
  ])("%s", (_name, response) => {
    expect(judge(response, batch)).toEqual({ failedIds: [] });
  });
});

describe("partial failure (E10)", () => {
  test.each([
    ["one of two", [{ itemIdentifier: "m2" }], ["m2"]],
    ["one twice", [{ itemIdentifier: "m2" }, { itemIdentifier: "m2" }], ["m2"]],
    ["all, by name", [{ itemIdentifier: "m1" }, { itemIdentifier: "m2" }], ["m1", "m2"]],
  ])("%s", (_name, batchItemFailures, failedIds) => {
    expect(judge({ batchItemFailures }, batch)).toEqual({ failedIds });
  });
});

describe("complete failure (E12, E13)", () => {
  test.each([
    ["E12 an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["E12 a null identifier", { batchItemFailures: [{ itemIdentifier: null }] }],
    ["E12 a wrong key", { batchItemFailures: [{ itemId: "m1" }] }],
    [
      "E12 an id that is not in the batch",
      { batchItemFailures: [{ itemIdentifier: "m1" }, { itemIdentifier: "m3" }] },
    ],
    ["E12 a null item", { batchItemFailures: [null] }],
    ["E13 a list that is none", { batchItemFailures: { itemIdentifier: "m1" } }],
    ["E13 a string", "ok"],
    ["E13 a number", 200],
    ["E13 an array", []],
    ["E13 a cycle", cyclic],
    ["E13 a bigint", { batchItemFailures: [], count: 1n }],
  ])("%s", (_name, response) => {
    expect(judge(response, batch)).toEqual({ failedIds: batch, fault: expect.any(String) });
  });
});
