import { type Crowd, DAY, nextCustomer, type Pattern, wantedBy } from "./patterns.ts";
import type { Policy } from "./policies.ts";
import { createRandom, type Random } from "./random.ts";
import { Shop } from "./shop.ts";
import type { Result } from "./tally.ts";

/** Apart from all seeds of customers. */
const FACTORY = 1_000_000_000;

/**
 * So many days of one product. Customers and factory have streams of chance of their own, so that every policy meets the same
 * customers.
 */
export function run(pattern: Pattern, policy: Policy, days: number, seed: number): Result {
  const customers = createRandom(seed);
  const crowd = pattern.crowd(customers, days);
  const shop = new Shop(policy, createRandom(seed + FACTORY));
  const end = days * DAY;
  live(shop, crowd, customers, end);
  return shop.tally.end(end, days);
}

function live(shop: Shop, crowd: Crowd, random: Random, end: number): void {
  let customer = nextCustomer(crowd, random, 0, end);
  for (;;) {
    const next = Math.min(customer, shop.arrivesAt);
    if (next >= end) return;
    shop.watch(next);
    if (next === shop.arrivesAt) shop.receive();
    else {
      shop.serve(customer, wantedBy(random));
      customer = nextCustomer(crowd, random, customer, end);
    }
  }
}
