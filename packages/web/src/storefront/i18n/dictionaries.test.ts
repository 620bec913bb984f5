import { expect, test } from "vitest";
import { dictionaries } from "./index.ts";

/** Every text with its path; functions are called with their parameters' places. */
function texts(part: unknown, path = ""): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part === "function") return [[path, String(part("{0}", "{1}", "{2}"))]];
  return Object.entries(part ?? {}).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

const places = (text = "") => [...text.matchAll(/\{\d\}/g)].map(String).toSorted();

const korean = new Map(texts(dictionaries.ko));
const english = new Map(texts(dictionaries.en));

test("both say the same things", () => {
  expect([...english.keys()].toSorted()).toEqual([...korean.keys()].toSorted());
  for (const text of [...korean.values(), ...english.values()]) expect(text.trim()).not.toBe("");
});

test("both use the same parameters", () => {
  for (const [path, text] of korean) expect([path, places(english.get(path))]).toEqual([path, places(text)]);
});

test("English has no Korean left in it", () => {
  expect([...english].filter(([, text]) => /\p{Script=Hangul}/u.test(text))).toEqual([]);
});
