import { expect, test } from "vitest";
import { preferredLanguage } from "./language.ts";

test.for([
  ["en", ["ko-KR"], "en"],
  ["ko", ["en-US"], "ko"],
  [null, ["ko-KR", "en"], "ko"],
  [null, ["en-US", "ko"], "ko"],
  [null, ["de-DE", "en"], "en"],
  [null, [], "ko"],
  ["fr", ["en"], "en"],
] as const)("chosen %s, asked for %s: %s", ([chosen, asked, language]) => {
  expect(preferredLanguage(chosen, asked)).toBe(language);
});
