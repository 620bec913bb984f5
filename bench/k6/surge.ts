/**
 * The surge of `pnpm bench:surge` as a load test for k6, against any stage: many buyers for few donuts, every answer
 * checked, with thresholds that make k6 exit with 99 where one is missed.
 *
 *   k6 run -e API_URL=https://… -e OPS_TOKEN=… bench/k6/surge.ts
 *
 * Options, all with -e: BUYERS (20000), STOCK (5000), SECONDS (60), SKU (CP-502101), MAX_P99_MS (1500).
 * STOCK is put on the shelf first, so this is for stages whose stock may be made up, never for production.
 * Needs k6 0.57 or newer, which reads TypeScript itself; it was run with 1.8.1. `pnpm typecheck` checks its types, and
 * nothing runs it by itself, as k6 is no npm package.
 */
// @boundaries-ignore k6 itself brings it
import { check, sleep } from "k6";
// @boundaries-ignore k6 itself brings it
import exec from "k6/execution";
// @boundaries-ignore k6 itself brings it
import http, { type RefinedResponse } from "k6/http";
// @boundaries-ignore k6 itself brings it
import { Counter, Trend } from "k6/metrics";
// @boundaries-ignore k6 itself brings it
import type { Options } from "k6/options";

const api = (__ENV["API_URL"] ?? "http://127.0.0.1:3000").replace(/\/$/, "");
const number = (name: string, fallback: number) => Number(__ENV[name] ?? fallback);
const buyers = number("BUYERS", 20_000);
const shelf = number("STOCK", 5_000);
const seconds = number("SECONDS", 60);
const sku = __ENV["SKU"] ?? "CP-502101";
const operator = {
  headers: { authorization: `Bearer ${__ENV["OPS_TOKEN"] ?? ""}`, "content-type": "application/json" },
};

/** The least that a factory takes: one restock order is open at a time. */
const LEAD_SECONDS = 8;

const sold = new Counter("sold");
const refused = new Counter("refused");
const wrong = new Counter("wrong_answers");
/** From the click to the last word, also where that took more than one request. */
const told = new Trend("told", true);

export const options: Options = {
  scenarios: {
    surge: {
      // Buyers come at their time, however slow the store is.
      executor: "constant-arrival-rate",
      rate: Math.ceil(buyers / seconds),
      timeUnit: "1s",
      duration: `${seconds}s`,
      preAllocatedVUs: 500,
      maxVUs: 5_000,
      gracefulStop: "60s",
    },
    health: { executor: "constant-vus", exec: "health", vus: 1, duration: `${seconds}s` },
  },
  // A refusal is an answer like any other, so k6's own count of failed requests says nothing here.
  thresholds: {
    wrong_answers: ["count==0"],
    dropped_iterations: ["count==0"],
    told: [`p(99)<${number("MAX_P99_MS", 1_500)}`],
    "checks{what:health}": ["rate==1"],
    "checks{what:books}": ["rate==1"],
    sold: [`count>=${Math.min(buyers, shelf)}`],
  },
};

/** Fills the shelf; what it returns is handed to `teardown`: the restock orders there were before. */
export function setup(): string[] {
  const stock = Number(http.get(`${api}/products/${sku}`).json("stock"));
  const adjustment = JSON.stringify({ delta: shelf - stock, reason: "k6 surge" });
  if (stock !== shelf) {
    const answer = http.post(`${api}/ops/products/${sku}/adjustments`, adjustment, operator);
    if (answer.status !== 201)
      throw new Error(`the shelf could not be filled: ${answer.status} ${answer.body as string}`);
  }
  return restocks();
}

/** One buyer, with a key of its own, who asks after an order that is still pending. */
export default function buy(): void {
  const came = Date.now();
  const key = `k6-${exec.scenario.startTime}-${exec.scenario.iterationInTest}`;
  const headers = { "content-type": "application/json", "idempotency-key": key };
  const answer = http.post(`${api}/checkout`, JSON.stringify({ sku, quantity: 1 }), {
    headers,
    tags: { name: "checkout" },
  });
  const verdict = answer.status === 202 ? lastWord(answer.json("order.id")) : spoken(answer);
  told.add(Date.now() - came);
  ({ sold, refused, wrong })[verdict].add(1);
}

type Verdict = "sold" | "refused" | "wrong";

function spoken(answer: RefinedResponse<"text">): Verdict {
  if (answer.status === 201) return answer.json("order.status") === "confirmed" ? "sold" : "wrong";
  return answer.status === 409 && answer.json("code") === "out_of_stock" ? "refused" : "wrong";
}

function lastWord(orderId: unknown): Verdict {
  if (typeof orderId !== "string") return "wrong";
  for (let asked = 0; asked < 60; asked++) {
    sleep(0.5);
    const order = http.get(`${api}/orders/${orderId}`, { tags: { name: "order" } });
    const status = order.json("status");
    if (status === "confirmed") return "sold";
    if (status !== "pending") return status === "refused" ? "refused" : "wrong";
  }
  return "wrong";
}

/** Whether the store says that it is well, four times a second. */
export function health(): void {
  check(http.get(`${api}/healthz`), { "is well": ({ status }) => status === 200 }, { what: "health" });
  sleep(0.25);
}

/** The books must balance, and a crowd at the shop must not have become a crowd at the factory. */
export function teardown(before: string[]): void {
  const opened = restocks().filter((id) => !before.includes(id)).length;
  const ledger = http.get(`${api}/ops/products/${sku}/ledger`, operator);
  const promises = {
    "the ledger balances": () => ledger.json("balanced") === true,
    "the factory was asked a handful of times": () => opened <= Math.ceil(seconds / LEAD_SECONDS) + 1,
  };
  check(null, promises, { what: "books" });
}

function restocks(): string[] {
  const { body } = http.get(`${api}/ops/restocks?limit=200`, operator);
  // The API's own tests hold its answers to this.
  const list: { restocks: { id: string; sku: string }[] } = JSON.parse(body as string);
  return list.restocks.filter((restock) => restock.sku === sku).map(({ id }) => id);
}
