import { Hono } from "hono";
import { expect, test } from "vitest";
import { language } from "./language.ts";
import type { Env } from "./problem.ts";

const app = new Hono<Env>().get("/", (c) => c.text(language(c)));

test.each([
  ["en-US,en;q=0.9,ko;q=0.5", "en"],
  ["fr, ko-KR;q=0.4, en;q=0.3", "ko"],
  ["ko;q=0.2, EN ; q=0.3", "en"],
  ["english", "ko"],
  ["en;q=0", "ko"],
  ["en;q=x", "ko"],
  ["*", "ko"],
  ["", "ko"],
])("who accepts %j is written to in %s", async (accepted, expected) => {
  const response = await app.request("/", { headers: { "accept-language": accepted } });
  expect(await response.text()).toBe(expected);
});
