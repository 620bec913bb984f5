import { beforeAll, expect, inject, test } from "vitest";
import { seriousFindings } from "../src/axe.ts";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { widest, wordsOf } from "../src/measure.ts";
import { type Scene, setScene } from "../src/scene.ts";
import type { Language } from "../src/visit.ts";
import { places } from "./pages.ts";

const { open } = useBrowser();
let scene: Scene;
beforeAll(async () => void (scene = await setScene(inject("store"))));

const languages: Language[] = ["ko", "en"];
const visits = places.flatMap((place) => languages.map((language) => ({ ...place, language })));

/** Axe looks at the narrow page in one theme and at the wide one in the other: what a width hides, and a theme pales. */
const looks = [
  { colorScheme: "light", width: 1440, isExamined: true },
  { colorScheme: "light", width: 768, isExamined: false },
  { colorScheme: "light", width: 360, isExamined: false },
  { colorScheme: "dark", width: 1440, isExamined: false },
  { colorScheme: "dark", width: 768, isExamined: false },
  { colorScheme: "dark", width: 360, isExamined: true },
] as const;

test.for(visits)(
  "$name in $language: in that language alone, nothing sideways, nothing that axe calls serious",
  async ({ name, path, landmark, isOperator, language }) => {
    const page = await open(path(scene), { language, isOperator, reducedMotion: "reduce" });
    await page.locator(landmark).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(language === "en" ? await wordsOf(page, "ko") : []).toEqual([]);
    const findings: string[] = [];
    for (const { colorScheme, width, isExamined } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => widest(page)).toBeLessThanOrEqual(width);
      await keepPicture(page, `${name}-${language}-${width}-${colorScheme}`);
      if (isExamined) findings.push(...(await seriousFindings(page)));
    }
    expect(findings).toEqual([]);
  },
);
