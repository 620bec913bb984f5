import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Address } from "./store.ts";
import { type Language, visit } from "./visit.ts";

const languages: Language[] = ["en", "ko"];

/** The pictures of the README, in each of its languages: of a store that has just begun, and of one in trouble. */
const subjects = {
  storefront: {
    path: "/",
    isOperator: false,
    colorScheme: "light",
    landmark: ".grid .button--order",
    height: 1220,
  },
  console: {
    path: "/console#/flow",
    isOperator: true,
    colorScheme: "dark",
    landmark: ".promises",
    height: 1120,
  },
} as const;
export type Subject = keyof typeof subjects;

/** The files of that subject, for the README in each language. */
export const filesOf = (subject: Subject) => languages.map((language) => `${subject}.${language}.webp`);

/** Takes the pictures of that subject as the store is now, into a folder. */
export async function takeScreenshots(
  browser: Browser,
  store: Address,
  subject: Subject,
  folder: string,
): Promise<void> {
  const { path, landmark, height, ...look } = subjects[subject];
  const viewport = { width: 1280, height };
  await mkdir(folder, { recursive: true });
  for (const language of languages) {
    const page = await visit(browser, store, path, { ...look, viewport, language, reducedMotion: "reduce" });
    await page.locator(landmark).first().waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // Playwright itself writes no WebP, which is a third of the size.
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
    await writeFile(join(folder, `${subject}.${language}.webp`), Buffer.from(data, "base64"));
    await page.context().close();
  }
}
