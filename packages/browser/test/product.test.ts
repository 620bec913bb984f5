import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";

const SKU = "CP-502104";
const { open } = useBrowser();

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("a product has an address of its own: by link, by reload, and back and forth", async () => {
  const page = await open("/", { viewport: { width: 1280, height: 500 } });
  const link = page.getByRole("link", { name: "쑥 인절미 도넛" });
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  await link.click();
  await heading(page, "쑥 인절미 도넛").waitFor();
  expect(new URL(page.url()).hash).toBe(`#/products/${SKU}`);
  expect(await page.title()).toContain("쑥 인절미 도넛");
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("heading");
  await page.reload();
  await heading(page, "쑥 인절미 도넛").waitFor();
  await page.goBack();
  await link.waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("쑥 인절미 도넛");
  await page.goForward();
  await heading(page, "쑥 인절미 도넛").waitFor();
  await page.getByRole("link", { name: "진열대로 돌아가기" }).click();
  await link.waitFor();
  expect(place).toBeGreaterThan(0);
});

test("the shelf is found where it was left", async () => {
  const page = await open("/", { viewport: { width: 1280, height: 500 } });
  const link = page.getByRole("link", { name: "쑥 인절미 도넛" });
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(0);
  await link.click();
  await heading(page, "쑥 인절미 도넛").waitFor();
  await page.getByRole("link", { name: "진열대로 돌아가기" }).click();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
});

test("what is not sold says so, and leads to the shelf", async () => {
  const page = await open("/#/products/CP-0", { language: "en" });
  await heading(page, "There is nothing here").waitFor();
  await page.getByRole("link", { name: "See the shelf" }).click();
  await expect.poll(() => page.getByRole("heading", { name: "On the shelf today" }).count()).toBe(1);
});

test("a confirmation is asked for with fields that say what is wrong, and the order stands in my orders", async () => {
  const page = await open(`/#/products/${SKU}`, { language: "en" });
  const order = page.getByRole("button", { name: /Order/ });
  await page.getByLabel("Mail me a confirmation").check();
  await page.getByLabel("Name").fill("Dobi");
  await page.getByLabel("E-mail").fill("dobi@");
  await order.click();
  const email = page.getByLabel("E-mail");
  await expect.poll(() => email.getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-email");
  const described = await email.getAttribute("aria-describedby");
  expect(await page.locator(`#${described}`).textContent()).toContain("check the address");
  expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("false");

  await email.fill("dobi@example.com");
  // The slip of an order that was pressed with a key stays.
  await order.press("Enter");
  await page.getByText(/It’s yours!/).waitFor();
  const id = await page.locator(".receipt__id").textContent();
  await page.getByRole("link", { name: "My orders" }).click();
  const row = page.locator(`#row-${id}`);
  await row.getByText("Confirmed").waitFor();
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).toContain("donut-states.mine");
  expect(stored).not.toContain("dobi@");
  await page.reload();
  await row.getByRole("button", { name: /Remove from this device/ }).click();
  await page.getByText("Your box is still empty").waitFor();
});

/** How far things have moved by themselves since the page was opened (web.dev/cls). */
const shift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(
            list
              .getEntries()
              .reduce((sum, entry) => sum + ((entry as PerformanceEntry & { value: number }).value ?? 0), 0), // no DOM type has it
          ),
        ).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );

test.for([
  ["/", ".card--star[data-sku]", 1280],
  ["/", ".card--star[data-sku]", 360],
  [`/#/products/${SKU}`, ".counter[data-sku]", 360],
] as const)("%s moves nothing when %s comes, at %d px", async ([path, landmark, width]) => {
  const page = await open(path, { viewport: { width, height: 800 } });
  await page.locator(landmark).waitFor();
  expect(await shift(page)).toBeLessThan(0.02);
});
