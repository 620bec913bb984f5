import { expect } from "vitest";
import { ops, restocksOf } from "./ops.ts";

const SKU = "CP-502101";

/** Makes sure that there is something to see: the famous donut has sold out once, so its advertisement's manager has mail. */
export async function setScene(): Promise<void> {
  if ((await restocksOf(SKU)).length === 0) {
    const { stock } = await ops<{ stock: number }>("GET", `/products/${SKU}/ledger`);
    await ops("POST", `/products/${SKU}/adjustments`, { delta: -stock, reason: "the shelf is cleared" });
  }
  await expect
    .poll(async () => (await ops<{ mails: unknown[] }>("GET", "/mail")).mails.length)
    .toBeGreaterThan(0);
}
