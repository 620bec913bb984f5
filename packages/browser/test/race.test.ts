import { expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";
import { restocksOf } from "../src/ops.ts";

const SKU = "CP-502107";
const { open } = useBrowser();

test("two customers race for the last one: one gets it, the other is told, and one batch is ordered", async () => {
  const pages = [await open("/"), await open("/", { language: "en" })];
  const orders = pages.map((page) =>
    page.locator(`[data-sku="${SKU}"]`).getByRole("button", { name: /흑임자/ }),
  );
  await Promise.all(orders.map((order) => order.waitFor()));
  await Promise.all(orders.map((order) => order.click()));
  const results = await Promise.all(
    pages.map(async (page) => {
      const note = page.locator(".note");
      await note.waitFor();
      return (await note.getAttribute("class"))?.includes("note--sold");
    }),
  );
  expect(results.toSorted()).toEqual([false, true]);
  expect(await restocksOf(SKU)).toHaveLength(1);
});
