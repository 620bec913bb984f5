import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceRoot } from "../world/store.ts";
import { type Bug, bugs } from "./bugs.ts";
import { replaceOnce } from "./plant.ts";

test.each(Object.values<Bug>(bugs))("$name", async ({ changes }) => {
  for (const change of changes) {
    const text = await readFile(join(sourceRoot, change.file), "utf8");
    expect(replaceOnce(text, change)).toContain(change.to);
  }
});

test.each(["", "nothing of it", "twice twice"])(
  "a text that is not there exactly once is an error: %j",
  (text) => {
    expect(() => replaceOnce(text, { file: "a.ts", from: "twice", to: "once" })).toThrow(
      "a.ts must hold exactly once: twice",
    );
  },
);
