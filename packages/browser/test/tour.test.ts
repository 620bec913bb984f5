import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { ops, restocksOf } from "../src/ops.ts";
import { shelved, unshelve } from "../src/shelved.ts";

const SKU = "TOUR-1";
const { open } = useBrowser();

/** The tour sells out a product of the normal lane: while it is tested, its own is the only one. */
async function setLanes(lane: "normal" | "surge"): Promise<void> {
  const { products } = await ops<{ products: { sku: string }[] }>("GET", "/audit");
  for (const { sku } of products) if (sku !== SKU) await ops("PATCH", `/products/${sku}`, { lane });
}
beforeAll(async () => {
  await shelved(SKU, 2);
  await setLanes("surge");
});
afterAll(async () => {
  await setLanes("normal");
  await unshelve(SKU);
});

const faults = () => ops<{ factory: string }>("GET", "/faults");
const press = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
const happened = (page: Page, text: string) => page.getByText(text).waitFor({ timeout: 110_000 });

test("the tour walks through sell-out, restock, dead letter and redrive, and notices each", async () => {
  const page = await open("/console", { language: "en", isOperator: true });
  await page.getByRole("button", { name: "Take the tour" }).click();
  await page.getByRole("heading", { name: "A shop that restocks itself" }).waitFor();
  await press(page, "Next");
  await press(page, "Send a crowd");
  await happened(page, "The shelf is empty.");
  await keepPicture(page, "tour-sell-out");
  await press(page, "Next");
  await happened(page, "The order went out to the queues, once");
  await press(page, "Next");
  await happened(page, "The factory has taken the order.");
  await press(page, "Next");
  await happened(page, "The goods are on the shelf again");
  expect(await restocksOf(SKU)).toMatchObject([{ status: "completed" }]);

  await press(page, "Next");
  await press(page, "Take the factory down and sell out");
  await happened(page, "The factory is down, and an order waits");
  expect(await restocksOf(SKU)).toHaveLength(2);
  await press(page, "Next");
  await happened(page, "It was tried again.");
  await press(page, "Next");
  await page.getByRole("heading", { name: "What holds meanwhile" }).waitFor();
  await press(page, "Next");
  await happened(page, "it waits for a person");
  await keepPicture(page, "tour-dead-letter");
  await press(page, "Next");
  await page
    .getByText(/could not be reached|did not answer/)
    .first()
    .waitFor();
  await press(page, "Next");
  await press(page, "Mend the factory");
  await happened(page, "The factory works again.");
  await press(page, "Next");
  await press(page, "Redrive");
  await happened(page, "the order that was dead is completed");
  expect(await restocksOf(SKU)).toMatchObject([{ status: "completed" }, { status: "completed" }]);
  await press(page, "Next");
  const restored = page.waitForResponse(
    (response) => response.url().endsWith("/ops/faults") && response.request().method() === "PATCH",
  );
  await press(page, "Done");
  await restored;
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
}, 600_000);

test("it can be left at any time by the keyboard, and puts the faults back", async () => {
  await ops("PATCH", "/faults", { factory: "slow" });
  const page = await open("/console", { language: "en", isOperator: true });
  await page.getByRole("button", { name: "Take the tour" }).focus();
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { name: "A shop that restocks itself" });
  await heading.waitFor();
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await faults()).toMatchObject({ factory: "none" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "A crowd at the till" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await faults()).factory).toBe("slow");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await ops("PATCH", "/faults", { factory: "none" });
});
