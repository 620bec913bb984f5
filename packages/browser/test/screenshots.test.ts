import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { filesOf, takeScreenshots } from "../src/screenshots.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MOST_BYTES = 150_000;
const subjects = ["storefront", "console"] as const;
const files = subjects.flatMap(filesOf).toSorted();

const sizeOf = async (path: string) => {
  const picture = await readFile(path);
  expect(picture.subarray(8, 12).toString()).toBe("WEBP");
  return picture.length;
};

test("the pictures of the README can be taken of a running store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "donut-states-screenshots-"));
  const browser = await chromium.connect(inject("browser"));
  onTestFinished(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  for (const subject of subjects) await takeScreenshots(browser, inject("store"), subject, folder);
  expect((await readdir(folder)).toSorted()).toEqual(files);
  for (const file of files) expect(await sizeOf(join(folder, file))).toBeGreaterThan(10_000);
});

test.for([
  ["README.md", ".en.webp"],
  ["README.ko.md", ".ko.webp"],
])(
  "%s shows just the pictures that are taken for it, and they are small",
  async ([readme = "", ending = ""]) => {
    const text = await readFile(join(ROOT, readme), "utf8");
    const shown = [...text.matchAll(/docs\/pictures\/([\w.-]+)/g)].map(([, file = ""]) => file);
    expect(shown.toSorted()).toEqual(files.filter((file) => file.endsWith(ending)));
    expect((await readdir(join(ROOT, "docs/pictures"))).toSorted()).toEqual(files);
    for (const file of shown)
      expect(await sizeOf(join(ROOT, "docs/pictures", file))).toBeLessThan(MOST_BYTES);
  },
);
