import type { Api, Audit } from "../api.ts";
import type { Command } from "../command.ts";
import { type Misfit, misfit } from "../misfit.ts";
import { count, table, time } from "../text.ts";

/** The most movements that the API shows. */
const MOVEMENTS = 200;

type Product = Audit["products"][number] & { misfit: Misfit | null };
type Check = Audit["checks"][number];

export const audit: Command = {
  name: "audit",
  does: "whether ledgers, orders, restocks, events and queues agree; exit code 1 where they do not",
  async run({ api }) {
    const { ok, checks, ...found } = await api.audit();
    const products: Product[] = [];
    for (const product of found.products) products.push({ ...product, misfit: await explain(api, product) });
    const balanced = products.every((product) => product.balanced);
    const text = [showProducts(products), showChecks(checks), verdict(products, checks)].join("\n\n");
    return { json: { ok, balanced, products, checks }, text, ok: ok && balanced };
  },
};

/** A sale in between makes no misfit: a ledger that balances by now has none. */
async function explain(api: Api, { sku, balanced }: Audit["products"][number]): Promise<Misfit | null> {
  if (balanced) return null;
  const ledger = await api.ledger(sku, { limit: String(MOVEMENTS) });
  return ledger.balanced ? null : (misfit(ledger) ?? null);
}

const showProducts = (products: readonly Product[]) =>
  table(
    ["SKU", "NAME", "STOCK", "EXPECTED", "BALANCED"],
    products.map(({ sku, name, stock, expected, balanced }) => [
      sku,
      name,
      stock,
      expected,
      balanced ? "yes" : "NO",
    ]),
  );

const verdicts = { holds: "holds", in_motion: "in motion", wrong: "WRONG" };

const showChecks = (checks: readonly Check[]) =>
  table(
    ["RULE", "VERDICT", "FIRST ROW"],
    checks.map(({ rule, finding }) => [
      rule,
      verdicts[finding?.verdict ?? "holds"],
      finding && `${finding.row}: ${finding.message}`,
    ]),
  );

function verdict(products: readonly Product[], checks: readonly Check[]): string {
  const unbalanced = products.filter(({ balanced }) => !balanced);
  const wrong = checks.filter(({ finding }) => finding?.verdict === "wrong");
  const balance =
    unbalanced.length === 0
      ? `${count(products.length, "product")}: every one balances`
      : `${count(unbalanced.length, "product")} of ${products.length}: no balance`;
  const rules = wrong.length === 0 ? "none is broken" : `${wrong.length} broken`;
  return [...unbalanced.map(tell), balance, `${count(checks.length, "rule")}: ${rules}`].join("\n");
}

function tell({ sku, initial, received, adjusted, sold, expected, stock, misfit: row }: Product): string {
  const sum = `${initial} at first + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}`;
  const told = row
    ? `First row that does not fit: ${time(row.at)} ${row.kind} ${row.delta} of ${row.source}, ${row.why}`
    : `No single one of its latest ${count(MOVEMENTS, "movement")} can be told to be wrong`;
  return `${sku}: stock is ${stock}, but ${sum}. ${told}`;
}
