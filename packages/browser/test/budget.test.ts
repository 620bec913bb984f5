import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { useBrowser } from "../src/browser.ts";
import { adjust, deliver, setFactory } from "../src/ops.ts";
import { shelved, unshelve } from "../src/shelved.ts";
import { shiftsOf, watchShifts } from "../src/shifts.ts";
import { useSite } from "../src/site.ts";
import { places } from "./pages.ts";

const MOST_JAVASCRIPT = 90_000;
const { open } = useBrowser();
const { serve } = useSite();
const { apiUrl } = inject("store");
const SKU = "BUDGET-1";
beforeAll(() => shelved(SKU, 24));
afterAll(() => Promise.all([unshelve(SKU), setFactory("none")]));

test("all of the storefront's JavaScript is under 90 KB gzipped", async () => {
  const sizes = new Map<string, Promise<number>>();
  const pages = places.map((place) => ({ ...place, path: place.path({ sku: SKU, story: "" }) }));
  for (const { path, landmark } of pages.filter(({ path: at }) => !at.startsWith("/console"))) {
    const page = await open(path, {
      prepare: async (empty) => {
        await serve(empty);
        empty.on("response", (response) => {
          if (response.request().resourceType() === "script")
            sizes.set(
              response.url(),
              response.body().then((body) => gzipSync(body).length),
            );
        });
      },
    });
    await page.locator(landmark).first().waitFor();
    await page.waitForLoadState("networkidle");
  }
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(5_000);
  expect(total).toBeLessThan(MOST_JAVASCRIPT);
});

/** The goods come only after the page has been seen without them. */
async function holdGoods(page: Page): Promise<void> {
  await page.route(
    `${apiUrl}/products`,
    async (route) => {
      await page.locator(".bone").first().waitFor();
      await shiftsOf(page);
      await route.continue();
    },
    { times: 1 },
  );
}

async function prepare(page: Page): Promise<void> {
  await serve(page);
  await watchShifts(page);
  await holdGoods(page);
}

test("nothing moves while the page loads, a stock falls, sells out and comes back", async () => {
  const visits = (["ko", "en"] as const).flatMap((language) =>
    [360, 768, 1440].map((width) => ({ language, viewport: { width, height: 900 } })),
  );
  const pages = await Promise.all(visits.map((how) => open("/", { ...how, prepare })));
  const seen = async (availability: string) => {
    for (const page of pages) {
      await page.locator(`[data-sku="${SKU}"] [data-availability="${availability}"]`).waitFor();
      expect(await shiftsOf(page)).toEqual([]);
    }
  };
  await seen("in_stock");
  // Nothing arrives before each page has been seen without it.
  await setFactory("silent");
  await adjust(SKU, -20);
  await seen("low_stock");
  await adjust(SKU, -4);
  await seen("sold_out");
  await deliver(SKU);
  await seen("in_stock");
});

test("an order that is pressed the moment its button is there is taken", async () => {
  const page = await open("/", {
    language: "en",
    prepare: async (empty) => {
      await serve(empty);
      await empty.addInitScript(pressAtOnce, `[data-sku="${SKU}"] .button--order`);
    },
  });
  await expect.poll(() => page.getByText(/^It’s yours!/).count()).toBe(1);
});

/** Within the page: presses what the selector finds as soon as the document has it. */
function pressAtOnce(selector: string): void {
  new MutationObserver((_, observer) => {
    const button = document.querySelector<HTMLElement>(selector);
    if (!button) return;
    observer.disconnect();
    button.click();
  }).observe(document, { childList: true, subtree: true });
}
