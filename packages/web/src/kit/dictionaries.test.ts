import { expect, test } from "vitest";
import { dictionaries as console } from "../console/i18n/index.ts";
import { dictionaries as storefront } from "../storefront/i18n/index.ts";

/** Every text with its path; functions are called with their parameters' places. */
function texts(part: unknown, path = ""): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part === "function") return [[path, String(part("{0}", "{1}", "{2}", "{3}"))]];
  return Object.entries(part ?? {}).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

const places = (text = "") => [...text.matchAll(/\{\d\}/g)].map(String).toSorted();

const pages = Object.entries({ storefront, console }).map(([page, { ko, en }]) => ({
  page,
  korean: new Map(texts(ko)),
  english: new Map(texts(en)),
}));

test.for(pages)("$page: both languages say the same things", ({ korean, english }) => {
  expect([...english.keys()].toSorted()).toEqual([...korean.keys()].toSorted());
  for (const text of [...korean.values(), ...english.values()]) expect(text.trim()).not.toBe("");
});

test.for(pages)("$page: both use the same parameters", ({ korean, english }) => {
  for (const [path, text] of korean) expect([path, places(english.get(path))]).toEqual([path, places(text)]);
});

test.for(pages)("$page: English has no Korean left in it", ({ english }) => {
  expect([...english].filter(([, text]) => /\p{Script=Hangul}/u.test(text))).toEqual([]);
});
