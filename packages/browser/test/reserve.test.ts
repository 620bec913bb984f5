import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { seriousFindings } from "../src/axe.ts";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { adjust, setFactory } from "../src/ops.ts";

const { open } = useBrowser();

// Nothing arrives by itself: what is sold out stays so until a test fills the shelf.
beforeAll(() => setFactory("silent"));
afterAll(() => setFactory("none"));

async function sellOut(sku: string): Promise<void> {
  const { stock } = (await (await fetch(`${inject("store").apiUrl}/products/${sku}`)).json()) as {
    stock: number; // as the route's own tests hold
  };
  if (stock > 0) await adjust(sku, -stock);
}

const email = () => `dobi.${crypto.randomUUID()}@example.com`;

const lookAt = (sku: string, language: "ko" | "en") => open(`/#/products/${sku}`, { language });

async function reserve(page: Page, address: string): Promise<void> {
  await page.getByLabel("Name").fill("Dobi");
  await page.getByLabel("E-mail").fill(address);
  await page.getByRole("button", { name: /^Reserve/ }).click();
}

test("sold out, a place in the line is taken with the keyboard alone, and served when goods arrive", async () => {
  const sku = "CP-502105";
  await sellOut(sku);
  const page = await lookAt(sku, "ko");
  await page.getByLabel("이름").focus();
  await page.keyboard.press("Enter");
  const name = page.getByLabel("이름");
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-name");
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.type("도비");
  await page.keyboard.press("Tab");
  await page.keyboard.type(email());
  await page.keyboard.press("Enter");
  const ticket = page.locator(".ticket");
  await ticket.getByText("다음 차례예요").waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("ticket");
  expect(await seriousFindings(page)).toEqual([]);
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  expect(stored).toContain("donut-states.mine");
  expect(stored).not.toContain("dobi");

  await page.getByRole("link", { name: /내 주문.*기다리는 예약 1건/ }).click();
  await page.reload();
  await ticket.getByText("다음 차례예요").waitFor();
  await adjust(sku, 3);
  await page.getByRole("heading", { name: "기다리던 상품이 도착했어요!" }).waitFor();
  await ticket.getByRole("link", { name: "주문 보기" }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("row");
  await page.locator(".row:focus").getByText("주문 완료").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("who waits already is told so, and a place is given up after asking back", async () => {
  const sku = "CP-502106";
  await sellOut(sku);
  const [page, again] = [await lookAt(sku, "en"), await lookAt(sku, "en")];
  const address = email();
  await reserve(page, address);
  const ticket = page.locator(".ticket");
  await ticket.getByText("You are next").waitFor();
  await reserve(again, address);
  await again.getByText("This address is in line already.", { exact: false }).first().waitFor();
  await reserve(again, email());
  await again.locator(".ticket").getByText("No. 2").waitFor();

  await ticket.getByRole("button", { name: /Cancel reservation/ }).click();
  await page.getByRole("button", { name: "Keep waiting" }).click();
  await ticket.getByText("You are next").waitFor();
  await ticket.getByRole("button", { name: /Cancel reservation/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByLabel("Name").waitFor();
  expect(await ticket.count()).toBe(0);
  await again.locator(".ticket").getByText("You are next").waitFor();
});

test("a reservation whose answer was lost is asked for again and takes one place", async () => {
  const sku = "CP-502103";
  await sellOut(sku);
  const page = await lookAt(sku, "en");
  const keys: (string | undefined)[] = [];
  await page.route("**/reservations", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    const answer = await route.fetch();
    // The shop has reserved, and the page hears something else, as behind a hotel's login.
    return route.fulfill({ response: answer, body: "<h1>Welcome</h1>" });
  });
  await reserve(page, email());
  await page.locator(".ticket").waitFor();
  await page.locator(".ticket").getByText("You are next").waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test("what comes back while somebody fills in the form is sold, and said once", async () => {
  const sku = "CP-502107";
  await sellOut(sku);
  const page = await lookAt(sku, "en");
  await page.getByLabel("Name").fill("Dobi");
  await page.getByLabel("Name").focus();
  await adjust(sku, 3);
  const news = page.getByText("Good news!", { exact: false });
  await news.waitFor();
  expect(await news.count()).toBe(1);
  expect(await page.locator(".reserve").count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("back");
  expect(await seriousFindings(page)).toEqual([]);
  await sellOut(sku);
  await page.getByLabel("Name").waitFor();
  expect(await news.count()).toBe(0);
});

test("that it can be bought is told where the page does not know it yet, without a red word", async () => {
  const sku = "CP-502107";
  await sellOut(sku);
  const page = await lookAt(sku, "en");
  await page.getByLabel("Name").waitFor();
  // The page stays with what it last saw.
  await page.route("**/products", (route) => route.fulfill({ status: 304 }));
  await adjust(sku, 3);
  await reserve(page, email());
  const news = page.getByText("Good news!", { exact: false });
  await news.waitFor();
  expect(await news.count()).toBe(1);
  expect(await page.locator(".reserve").count()).toBe(0);
});

test("a reservation that was served says so on its product's page, and asks before there is another", async () => {
  const sku = "CP-502107";
  await sellOut(sku);
  const page = await lookAt(sku, "en");
  await reserve(page, email());
  const ticket = page.locator(".ticket");
  await ticket.getByText("You are next").waitFor();
  await adjust(sku, 1);
  await ticket.getByText("Thank you for waiting.", { exact: false }).waitFor();
  await page.reload();
  const more = page.getByRole("button", { name: "Reserve more" });
  await more.waitFor();
  expect(await page.getByLabel("Name").count()).toBe(0);
  await keepPicture(page, "served");
  await more.click();
  await page.getByLabel("Name").waitFor();
  expect(await ticket.count()).toBe(0);
  await page.reload();
  await ticket.getByRole("link", { name: "See the order" }).click();
  await page.locator(".row:focus").getByText("Confirmed").waitFor();
});
