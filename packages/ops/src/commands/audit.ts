import type { Api, Ledger } from "../api.ts";
import type { Command } from "../command.ts";
import { type Misfit, misfit } from "../misfit.ts";
import { count, table, time } from "../text.ts";

/** How many ledgers are read at once. */
const ABREAST = 8;
/** The most movements that the API shows. */
const MOVEMENTS = 200;

type Audited = Ledger & { sku: string; name: string; misfit: Misfit | null };

export const audit: Command = {
  name: "audit",
  does: "every product's ledger against its stock; exit code 1 where one does not balance",
  async run({ api }) {
    const products: Audited[] = [];
    const all = await api.products();
    for (let start = 0; start < all.length; start += ABREAST)
      products.push(
        ...(await Promise.all(all.slice(start, start + ABREAST).map((product) => read(api, product)))),
      );
    const wrong = products.filter(({ balanced }) => !balanced);
    const rows = products.map((product) => [
      product.sku,
      product.name,
      product.stock,
      product.expected,
      product.balanced ? "yes" : "NO",
    ]);
    const verdict =
      wrong.length === 0
        ? [`${count(products.length, "product")}: every one balances`]
        : [...wrong.map(explain), `${count(wrong.length, "product")} of ${products.length}: no balance`];
    const text = [table(["SKU", "NAME", "STOCK", "EXPECTED", "BALANCED"], rows), "", ...verdict].join("\n");
    const ok = wrong.length === 0;
    return { json: { balanced: ok, products }, text, ok };
  },
};

/** All sums of a ledger are of one moment, so a sale in between is no imbalance. */
async function read(api: Api, { sku, name }: { sku: string; name: string }): Promise<Audited> {
  const ledger = await api.ledger(sku, MOVEMENTS);
  return { sku, name, ...ledger, misfit: ledger.balanced ? null : (misfit(ledger) ?? null) };
}

function explain({ sku, initial, received, adjusted, sold, expected, stock, misfit: row }: Audited): string {
  const sum = `${initial} at first + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}`;
  const told = row
    ? `First row that does not fit: ${time(row.at)} ${row.kind} ${row.delta} of ${row.source}, ${row.why}`
    : `No single one of its latest ${count(MOVEMENTS, "movement")} can be told to be wrong`;
  return `${sku}: stock is ${stock}, but ${sum}. ${told}`;
}
