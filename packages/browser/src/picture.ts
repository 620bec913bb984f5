import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** Where the pictures of the last run are. */
export const PICTURES = fileURLToPath(new URL("../pictures", import.meta.url));

/**
 * Keeps a picture of a whole page, for a person to look at. The window is made as high as the page: a browser that draws
 * beyond its window puts what is fixed to an edge into the middle.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size) await page.setViewportSize({ width: size.width, height });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, animations: "disabled" });
  if (size) await page.setViewportSize(size);
}
