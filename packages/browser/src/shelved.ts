import { ops } from "./ops.ts";

/** A product that only one test file knows, with so many units on its shelf. */
export async function shelved(sku: string, initialStock: number): Promise<void> {
  await ops("PUT", `/products/${sku}`, {
    name: `도넛 ${sku}`,
    price: 1_000,
    factory: "FF-500417",
    initialStock,
  });
}

/** Takes it out of the shop, so that the pages of other tests are as they were. */
export async function unshelve(sku: string): Promise<void> {
  await ops("PATCH", `/products/${sku}`, { retired: true });
}
