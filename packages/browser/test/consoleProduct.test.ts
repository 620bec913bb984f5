import { afterAll, expect, inject, test } from "vitest";
import { keepPicture, useBrowser } from "../src/browser.ts";
import { ops, restocksOf } from "../src/ops.ts";
import { shelved, unshelve } from "../src/shelved.ts";

const NEW = "PAGE-1";
const SOLD = "PAGE-2";
const { open } = useBrowser();
afterAll(() => Promise.all([NEW, SOLD].map(unshelve)));

test("a product is added, reordered as it is told, and says why; then it is retired and comes back", async () => {
  const page = await open("/console#/products", { language: "en", isOperator: true });
  await page.getByText("Add a product").click();
  await page.getByLabel("SKU").fill(NEW);
  await page.getByLabel("Name").fill("새 도넛");
  await page.getByLabel("Price (KRW)").fill("3000");
  await page.getByLabel(/^Factory’s identifier/).fill("FF-500417");
  await page.getByLabel(/^Units on the shelf/).fill("4");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByRole("heading", { name: `The shelf of ${NEW}` }).waitFor();

  await page.getByLabel("Measured:").check();
  await page.getByLabel(/^Service level/).fill("99");
  await page.getByLabel("At least").fill("6");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("auto knows 0 of the 20 sales that it needs").first().waitFor();
  expect((await ops<{ reorder: object }>("GET", `/products/${NEW}/decisions`)).reorder).toMatchObject({
    reorderMode: "auto",
    serviceLevel: 0.99,
    reorderMinimum: 6,
  });

  await page.getByRole("button", { name: "Stop ordering it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop ordering it" }).click();
  await page.getByText("It is not ordered by itself.").waitFor();
  await page.getByLabel(/^Difference/).fill("-4");
  await page.getByLabel("Reason").fill("broken");
  await page.getByRole("button", { name: "Adjust" }).click();
  await page.getByText(/^not ordered: 0 left.*the store does not restock it/).waitFor();
  expect(await restocksOf(NEW)).toEqual([]);
  await page.getByRole("button", { name: "Order it again" }).click();
  await page.getByText(/^ordered 10: 0 left/).waitFor();
  await keepPicture(page, "product-decisions");

  await page.getByRole("button", { name: "Retire it" }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.getByRole("button", { name: "Retire it" }).count()).toBe(0);
  await dialog.getByLabel(/^To confirm/).fill(NEW);
  await dialog.getByRole("button", { name: "Retire it" }).click();
  await page.getByText("It is retired").waitFor();
  await page.getByRole("link", { name: /All products/ }).click();
  await page.getByText("Not on sale any more:").getByRole("link", { name: NEW }).click();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByText("It is on sale.").waitFor();
});

test("a sale is taken back from its story, and its unit is on the shelf again", async () => {
  await shelved(SOLD, 3);
  const { apiUrl } = inject("store");
  const reply = await fetch(`${apiUrl}/checkout`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sku: SOLD, quantity: 2 }),
  });
  const { order } = (await reply.json()) as { order: { id: string } }; // as the checkout's own tests hold it
  const page = await open(`/console#/trace/${order.id}`, { language: "en", isOperator: true });
  await page.getByRole("button", { name: "Take the sale back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take the sale back" }).click();
  await page.getByText("The sale is taken back.").waitFor();
  expect(await ops("GET", `/products/${SOLD}/ledger`)).toMatchObject({ stock: 3, balanced: true });
  await expect.poll(() => page.getByRole("button", { name: "Take the sale back" }).count()).toBe(0);
});
