import { beforeAll, expect, test } from "vitest";
import { keepPicture, type Language, useBrowser } from "../src/browser.ts";
import { setScene } from "../src/scene.ts";
import { pages } from "./pages.ts";

const { open } = useBrowser();
beforeAll(setScene);
const languages: Language[] = ["ko", "en"];
const widths = [360, 768, 1440];

const looks = pages.flatMap((page) =>
  languages.flatMap((language) =>
    widths.map(
      (width) => ({ ...page, language, width, colorScheme: width === 768 ? "dark" : "light" }) as const,
    ),
  ),
);

test.for(looks)("$name in $language at $width px fits, and is in one language", async (look) => {
  const { language, isOperator, colorScheme, width } = look;
  const page = await open(look.path, { language, isOperator, colorScheme, viewport: { width, height: 900 } });
  await page.locator(look.landmark).first().waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  expect(await foreign(page, language)).toEqual([]);
  await keepPicture(page, `${look.name}-${language}-${width}-${colorScheme}`);
});

/** Korean words on an English page outside of what is marked as Korean, as the goods' own names are. */
const foreign = (page: Awaited<ReturnType<typeof open>>, language: Language) =>
  page.evaluate((isKoreanPage) => {
    if (isKoreanPage) return [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const isKorean = node.parentElement?.closest("[lang]")?.getAttribute("lang") === "ko";
      const isOwn = node.parentElement?.closest("script, style, pre, option, noscript");
      if (/\p{Script=Hangul}/u.test(node.textContent ?? "") && !isKorean && !isOwn)
        found.push(node.textContent ?? "");
    }
    return found;
  }, language === "ko");
