import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { buy, type Outcome } from "./buyer.ts";
import type { Client } from "./http.ts";

/** What a crowd has been told so far; latencies in milliseconds, from the moment at which a buyer came. */
export interface Tally {
  arrived: number;
  answered: number;
  orderIds: Set<string>;
  sold: number;
  refused: number;
  /** Answers that said that the store is unavailable; whoever got one asked again. */
  unavailable: number;
  /** What was said to buyers who were told something wrong or nothing. */
  wrong: string[];
  lost: string[];
  soldMs: number[];
  refusedMs: number[];
}

export const newTally = (): Tally => ({
  arrived: 0,
  answered: 0,
  orderIds: new Set(),
  sold: 0,
  refused: 0,
  unavailable: 0,
  wrong: [],
  lost: [],
  soldMs: [],
  refusedMs: [],
});

/**
 * Lets everybody in at their time, however slow the store is: whoever comes later does not wait for who came before
 * (an open loop), and time spent waiting for a connection counts. Resolves when all have been told something.
 */
export async function letIn(
  store: Client,
  sku: string,
  times: readonly number[],
  tally: Tally,
): Promise<void> {
  const opened = performance.now();
  const shopping: Promise<void>[] = [];
  for (const time of times) {
    const early = opened + time - performance.now();
    if (early > 1) await sleep(early);
    tally.arrived++;
    shopping.push(shop(store, sku, opened + time, tally));
  }
  await Promise.all(shopping);
}

async function shop(store: Client, sku: string, cameAt: number, tally: Tally): Promise<void> {
  const outcome = await buy(store, sku, randomUUID());
  note(tally, outcome, performance.now() - cameAt);
}

export function note(tally: Tally, outcome: Outcome, tookMs: number): void {
  tally.answered++;
  tally.unavailable += outcome.asked - 1;
  switch (outcome.told) {
    case "sold":
      tally.sold++;
      tally.orderIds.add(outcome.orderId);
      tally.soldMs.push(tookMs);
      return;
    case "refused":
      tally.refused++;
      tally.refusedMs.push(tookMs);
      return;
    case "unavailable":
    case "lost":
      tally.lost.push(outcome.why);
      return;
    case "wrong":
      tally.wrong.push(outcome.why);
  }
}
