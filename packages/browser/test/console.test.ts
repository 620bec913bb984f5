import { afterAll, expect, inject, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { adjust, ops, restocksOf } from "../src/ops.ts";

const SKU = "BK-100001";
const { open } = useBrowser();
afterAll(() => ops("PATCH", "/faults", { factory: "none" }));

test("a wrong token is told so, the right one lets in, and signing out ends it", async () => {
  const page = await open("/console", { language: "en" });
  await page.getByLabel("Operations token").fill("not the token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This is not the token of this store.").waitFor();
  await page.getByLabel("Operations token").fill(inject("store").opsToken);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Flow" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Operations token").waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test.for([1280, 768, 360])("at %i pixels every entry of the menu is seen", async (width) => {
  const page = await open("/console", {
    language: "en",
    isOperator: true,
    viewport: { width, height: 800 },
  });
  const entries = page.getByRole("navigation").getByRole("link");
  await entries.first().waitFor();
  // What is cut, or lies beyond the edge, is not what is found at its own two ends.
  const unseen = await entries.evaluateAll((links) =>
    links
      .filter((link) => {
        const { left, right, top, bottom } = link.getBoundingClientRect();
        const ends = [left + 8, right - 8].map((x) => document.elementFromPoint(x, (top + bottom) / 2));
        return ends.some((end) => !end || !link.contains(end));
      })
      .map(({ textContent }) => textContent),
  );
  expect(unseen).toEqual([]);
});

test("a dead letter is found, its reason read, and redriven once the factory works again", async () => {
  const page = await open("/console#/faults", { language: "en", isOperator: true });
  await page.getByLabel(/^Down/).check();
  await page.getByText("Switched.").waitFor();
  await adjust(SKU, -2);
  await expect.poll(async () => (await restocksOf(SKU)).map(({ status }) => status)).toEqual(["requested"]);

  await page.getByRole("link", { name: /^Queues/ }).click();
  await page.getByRole("link", { name: /^factory/ }).click();
  const letter = page.locator(".letter", { hasText: SKU });
  await letter.getByText(/could not be reached/).waitFor();
  await keepPicture(page, "dead-letter");

  await page.getByRole("link", { name: /^Faults/ }).click();
  await page
    .getByLabel(/^Works/)
    .first()
    .check();
  await page.getByText("Switched.").waitFor();
  await page.getByRole("link", { name: /^Queues/ }).click();
  await page.getByRole("link", { name: /^factory/ }).click();
  await letter.getByRole("checkbox").check();
  await page.getByText(/^A redrive would do the work of [1-9]/).waitFor();
  await page.getByRole("button", { name: /^Redrive/ }).click();
  await page.getByText("1 put back into the queue.").waitFor();
  await expect.poll(async () => (await restocksOf(SKU)).map(({ status }) => status)).toEqual(["completed"]);
  await expect.poll(() => letter.count()).toBe(0);
});
