import { expect, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { restocksOf } from "../src/ops.ts";

const SKU = "CP-502101";
const { open } = useBrowser();

test("three are sold, the fourth is refused, the factory is asked once, and the shop sells again", async () => {
  const page = await open("/");
  const card = page.locator(`[data-sku="${SKU}"]`);
  const order = card.getByRole("button", { name: /부산도너츠/ });
  for (const left of [2, 1, 0]) {
    await order.click();
    await page.getByText(`구매 완료! 남은 재고: ${left}`).waitFor();
    await page.getByRole("button", { name: "닫기" }).click();
  }
  await card.getByText("품절").first().waitFor();
  await order.click();
  await page.getByText("구매 실패! 남은 재고: 0").waitFor();
  await keepPicture(page, "sold-out");
  await card.getByText("10개 남음").waitFor({ timeout: 60_000 });
  await order.click();
  await page.getByText("구매 완료! 남은 재고: 9").waitFor();
  expect(await restocksOf(SKU)).toMatchObject([{ status: "completed", attempts: 1 }]);
});
