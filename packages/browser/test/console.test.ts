import { expect, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { ops, restocksOf } from "../src/ops.ts";

const SKU = "BK-100001";
const { open } = useBrowser();

test("a wrong token is told so, the right one lets in, and signing out ends it", async () => {
  const page = await open("/console", { language: "en" });
  await page.getByLabel("Operations token").fill("not the token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This is not the token of this store.").waitFor();
  await page.getByLabel("Operations token").fill("token-of-the-browser-tests");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Flow" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Operations token").waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a dead letter is found, its reason read, and redriven once the factory works again", async () => {
  const page = await open("/console#/faults", { language: "en", isOperator: true });
  await page.getByLabel(/^Down/).check();
  await page.getByText("Switched.").waitFor();
  await ops("POST", `/products/${SKU}/adjustments`, {
    delta: -2,
    reason: "the browser test empties the shelf",
  });
  await expect.poll(async () => (await restocksOf(SKU)).map(({ status }) => status)).toContain("requested");

  await page.getByRole("link", { name: /^Queues/ }).click();
  await page.getByRole("link", { name: /^factory.*[1-9]\d* dead letters/ }).click({ timeout: 60_000 });
  await page.getByText(/A redrive would do the work of 1/).waitFor({ timeout: 30_000 });
  await page
    .getByText(/The factory/)
    .first()
    .waitFor();
  await keepPicture(page, "dead-letter");

  await page.getByRole("link", { name: /^Faults/ }).click();
  await page
    .getByLabel(/^Works/)
    .first()
    .check();
  await page.getByText("Switched.").waitFor();
  await page.getByRole("link", { name: /^Queues/ }).click();
  await page.getByRole("link", { name: /^factory/ }).click();
  await page.getByRole("button", { name: "Redrive all" }).click();
  await page.getByText("1 put back into the queue.").waitFor();
  await expect.poll(async () => (await restocksOf(SKU))[0]?.status).toBe("completed");
  await page.getByText("None. Everything was processed.").waitFor();
});
