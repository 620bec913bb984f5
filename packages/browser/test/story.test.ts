import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { deliver, restocksOf, setFactory } from "../src/ops.ts";
import { shelved, unshelve } from "../src/shelved.ts";
import type { Language } from "../src/visit.ts";

const PLAIN = "STORY-1";
const { open } = useBrowser();
beforeAll(() => shelved(PLAIN, 2));
afterAll(async () => {
  await setFactory("none");
  await unshelve(PLAIN);
});

const stories = [
  {
    language: "ko",
    sku: "CP-502101",
    stock: 3,
    soldOut: "품절",
    sold: (left: number) => `구매 완료! 남은 재고: ${left}`,
    refused: "구매 실패! 남은 재고: 0",
    left: (count: number) => `${count}개 남음`,
    close: "닫기",
  },
  {
    language: "en",
    sku: PLAIN,
    stock: 2,
    soldOut: "Sold out",
    sold: (left: number) => `It’s yours! Left in stock: ${left}`,
    refused: "Not ordered! Left in stock: 0",
    left: (count: number) => `${count} left`,
    close: "Close",
  },
] satisfies { language: Language; [words: string]: unknown }[];

test.for(stories)(
  "in $language: all are sold, the next is refused, one batch is ordered, and the shop sells again",
  async ({ language, sku, stock, sold, refused, soldOut, left, close }) => {
    // However long it takes here, the refused one comes before the goods.
    await setFactory("silent");
    const page = await open("/", { language });
    const card = page.locator(`[data-sku="${sku}"]`);
    const order = card.locator(".button--order");
    const closing = page.getByRole("button", { name: close });
    for (let rest = stock - 1; rest >= 0; rest--) {
      await order.click();
      await page.getByText(sold(rest)).waitFor();
      await closing.click();
    }
    await card.getByText(soldOut).first().waitFor();
    await order.click();
    await page.getByText(refused).waitFor();
    await keepPicture(page, `sold-out-${language}`);
    await closing.click();
    await deliver(sku);
    await card.getByText(left(10)).waitFor();
    await order.click();
    await page.getByText(sold(9)).waitFor();
    expect(await restocksOf(sku)).toMatchObject([{ status: "completed" }]);
  },
);
