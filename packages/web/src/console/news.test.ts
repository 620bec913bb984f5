import { expect, test } from "vitest";
import { newsSince } from "./news.ts";

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

test.for([
  ["nothing new", "b", ["b", "c"], []],
  ["news, of an older id among them", "b", ["a", "d", "b", "c"], ["d", "a"]],
  ["more than is listed", "b", ["d", "c"], ["c", "d"]],
  ["the first ever", "", ["b", "a"], ["a", "b"]],
] as const)("%s", ([, last, listed, news]) => {
  expect(newsSince(rows(...listed), last)).toEqual(rows(...news));
});
