import { afterAll, beforeAll, expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";
import { restocksOf, setFactory } from "../src/ops.ts";
import { shelved, unshelve } from "../src/shelved.ts";

const SKU = "RACE-1";
const { open } = useBrowser();
// However slow one of them is, no goods come between the two.
beforeAll(() => Promise.all([shelved(SKU, 1), setFactory("silent")]));
afterAll(() => Promise.all([unshelve(SKU), setFactory("none")]));

test("two customers race for the last one: one gets it, the other is told, and one batch is ordered", async () => {
  const pages = [await open("/"), await open("/", { language: "en" })];
  const orders = pages.map((page) => page.locator(`[data-sku="${SKU}"] .button--order`));
  await Promise.all(orders.map((order) => order.waitFor()));
  await Promise.all(orders.map((order) => order.click()));
  const results = await Promise.all(
    pages.map(async (page) => {
      // The one that came, also once it has gone again.
      const note = await page.waitForSelector(".note");
      return (await note.getAttribute("class"))?.includes("note--sold");
    }),
  );
  expect(results.filter((isSold) => isSold === true)).toHaveLength(1);
  expect(await restocksOf(SKU)).toHaveLength(1);
  for (const page of pages) {
    // Nobody is reading the slip.
    await page.mouse.move(1, 1);
    await expect.poll(() => page.locator(".note").count()).toBe(0);
  }
});
