import { expect, test } from "vitest";
import { invariants, judge } from "./invariants.ts";
import { cases, changedIntent, intent } from "./testing.cases.ts";
import { soundEvidence } from "./testing.ts";

test("a store in which everything is right breaks no invariant", () => {
  expect(judge(soundEvidence())).toEqual([]);
});

test.each(cases)("%s breaks %s", (_, name, sentence, breaking) => {
  const sound = soundEvidence();
  const found = judge({ ...sound, ...breaking(sound) }).find(({ invariant }) => invariant === name);
  expect(found?.what).toMatch(sentence);
  expect(found?.row).toBeDefined();
});

test("every invariant is seen to fail", () => {
  expect(new Set(cases.map(([, name]) => name))).toEqual(new Set(Object.keys(invariants)));
});

test("a refusal is right when its order opens only later, or its order is named though it is closed by now", () => {
  const sound = soundEvidence();
  const later = changedIntent(sound, "refused", { restockId: null, sentAt: 10 });
  const named = changedIntent(sound, "refused", { restockId: "restock", sentAt: 9_000 });
  for (const intents of [later, named]) expect(judge({ ...sound, intents })).toEqual([]);
});

test("a refusal is not final while an earlier request is unanswered", () => {
  const sound = soundEvidence();
  const intents = changedIntent(sound, "sold", { verdict: "refused", shaky: true, restockId: "restock" });
  expect(judge({ ...sound, intents })).toEqual([]);
});

test("a sale without an answer may have been done or not", () => {
  const sound = soundEvidence();
  const done = changedIntent(sound, "sold", { verdict: "unknown", orderIds: [], key: null });
  const undone = [
    ...sound.intents,
    { ...intent(sound, "sold"), name: "lost", verdict: "unknown" as const, orderIds: [] },
  ];
  for (const intents of [done, undone]) expect(judge({ ...sound, intents })).toEqual([]);
});
