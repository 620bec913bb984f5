import { randomBytes } from "node:crypto";
import { reason } from "@donut-states/core/log";
import type { Shelf, Shop, Verdict } from "./shop.ts";

/** What one design was asked and what it answered in one round. */
export interface Run {
  /** Seconds from the first question to the last answer. */
  seconds: number;
  /** Answers of any kind. */
  answers: number;
  sold: number;
  refused: number;
  /** What went wrong, and how often. */
  failures: Map<string, number>;
  /** Milliseconds of each answer. */
  latencies: number[];
  /** Buyers who were told yes, by their keys, and the order they were told of. */
  buyers: Map<string, string | undefined>;
  /** Keys that were told of two orders, or refused when they had been sold to. */
  contradicted: string[];
}

export interface Load {
  shelves: readonly Shelf[];
  /** Buyers at the same time. */
  clients: number;
  /** Goes on for so many milliseconds, or until so many have asked. */
  until: { ms: number } | { attempts: number };
}

/** How often somebody asks again with a key that was used before: a click too many, or a client that tries again. */
const AGAIN = 0.02;

/** Lets buyers at a shop, each with the next question as soon as the last is answered. */
export async function drive(shop: Shop, { shelves, clients, until }: Load): Promise<Run> {
  const run: Run = {
    seconds: 0,
    answers: 0,
    sold: 0,
    refused: 0,
    failures: new Map(),
    latencies: [],
    buyers: new Map(),
    contradicted: [],
  };
  const crowd = randomBytes(6).toString("hex");
  let asked = 0;
  const started = performance.now();
  const goesOn = () => ("ms" in until ? performance.now() - started < until.ms : asked < until.attempts);
  const verdicts: Promise<void>[] = [];
  const buyer = async () => {
    while (goesOn()) {
      const number = asked > 0 && Math.random() < AGAIN ? Math.floor(Math.random() * asked) : asked++;
      const shelf = shelves[number % shelves.length];
      if (shelf) verdicts.push((await ask(shop, run, shelf, `${crowd}-${number}`)).concluded);
    }
  };
  await Promise.all(Array.from({ length: clients }, buyer));
  await Promise.all(verdicts);
  run.seconds = (performance.now() - started) / 1000;
  return run;
}

/** Resolves when the next buyer can ask, with the end of this one's story, which never rejects. */
async function ask(shop: Shop, run: Run, shelf: Shelf, key: string) {
  const isReturning = run.buyers.has(key);
  const asked = performance.now();
  const conclude = async (verdict: Verdict | Promise<Verdict>) => {
    try {
      note(run, key, isReturning, await verdict);
    } catch (error) {
      const what = reason(error);
      run.failures.set(what, (run.failures.get(what) ?? 0) + 1);
    }
    run.latencies.push(performance.now() - asked);
  };
  const answer = await shop.buy(shelf, key).catch((error: unknown) => ({ later: Promise.reject(error) }));
  const concluded = conclude("later" in answer ? answer.later : answer);
  return { concluded };
}

function note(run: Run, key: string, isReturning: boolean, verdict: Verdict): void {
  run.answers++;
  if (!verdict.sold) {
    run.refused++;
    if (isReturning) run.contradicted.push(key);
    return;
  }
  run.sold++;
  const before = run.buyers.get(key);
  if (before !== undefined && before !== verdict.orderId) run.contradicted.push(key);
  run.buyers.set(key, verdict.orderId);
}
