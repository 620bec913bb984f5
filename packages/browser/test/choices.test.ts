import { expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";

const { open } = useBrowser();

test("the language and the appearance that are chosen are there at the next visit, on both pages", async () => {
  const page = await open("/", { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Appearance: as the device" }).click();
  await page.getByRole("button", { name: "Appearance: light" }).click();
  await page.getByRole("button", { name: "Appearance: dark" }).waitFor();
  const dark = await paper();
  expect(dark).not.toBe(light);
  for (const path of ["/", "/console"]) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole("button", { name: "English" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(await paper()).toBe(dark);
  }
});

test("a page that loses its connection says so, keeps what it saw, and comes back by itself", async () => {
  const page = await open("/", { language: "en", isAllowed: /ERR_INTERNET_DISCONNECTED/ });
  await page.locator(".card").first().waitFor();
  await page.context().setOffline(true);
  await page.getByText("The connection is gone").waitFor();
  expect(await page.locator(".card").count()).toBeGreaterThan(1);
  await page.context().setOffline(false);
  await page.getByText("The connection is gone").waitFor({ state: "detached" });
  await page.getByText("Live stock").waitFor();
});
