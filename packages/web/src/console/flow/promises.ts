/** What the store promises, and the rules of the audit that hold each promise. */
export const promises = [
  { name: "stock", rules: ["stock_not_negative"] },
  { name: "ledger", rules: ["ledger_balances"] },
  { name: "oneOpen", rules: ["restock_one_open", "restock_watched"] },
  { name: "orders", rules: ["order_confirmed", "order_undecided", "order_refused", "intents_swept"] },
  {
    name: "nothingLost",
    rules: ["outbox_drained", "events_received", "orders_announced", "restock_requested"],
  },
  { name: "deadLetters", rules: ["dead_letters_none", "dead_letters_told"] },
] as const;

export interface Check {
  name: string;
  finding: { verdict: "wrong" | "in_motion"; message: string } | null;
}

/** The worst that the audit found against these rules: broken, on its way, or nothing. */
export function stateOf(
  checks: readonly Check[],
  rules: readonly string[],
): { state: "kept" | "moving" | "broken"; finding?: { name: string; message: string } } {
  const findings = checks.flatMap(({ name, finding }) =>
    finding && rules.includes(name) ? [{ name, ...finding }] : [],
  );
  const worst = findings.find(({ verdict }) => verdict === "wrong") ?? findings[0];
  if (!worst) return { state: "kept" };
  return { state: worst.verdict === "wrong" ? "broken" : "moving", finding: worst };
}
