import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";

const { open } = useBrowser();

/** Presses Tab until what has the focus is named so; gives up after a whole page of stops. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(focused)) return;
  }
  throw new Error(`No Tab leads to ${name}`);
}

test("the storefront is used with the keyboard alone", async () => {
  const page = await open("/", { language: "en" });
  await page.locator(".card").first().waitFor();
  await tabTo(page, /^Skip to the shelf/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^오리지널 글레이즈드.*Order/);
  await page.keyboard.press("Enter");
  await page.getByText(/It’s yours!/).waitFor();
  await tabTo(page, /^Close$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".note").count()).toBe(0);
});

test("the console is used with the keyboard alone", async () => {
  const page = await open("/console", { language: "en", isOperator: true });
  await page.getByRole("heading", { name: "Flow" }).waitFor();
  await tabTo(page, /^Products$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Products" }).waitFor();
  await tabTo(page, /^CP-502102$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.getByRole("heading", { name: "Ledger of CP-502102" }).count()).toBe(1);
});
