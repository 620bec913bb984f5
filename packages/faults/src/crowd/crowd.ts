import { setTimeout as sleep } from "node:timers/promises";
import { type Intent, isDoubtful } from "../evidence/evidence.ts";
import type { Random } from "../random.ts";
import type { StoreClient } from "../world/storeClient.ts";
import { ask } from "./ask.ts";
import { Book, type Wish } from "./book.ts";
import { Progress } from "./progress.ts";
import { shelves, type Shelf } from "./shelves.ts";

/** How many buy at the same time. */
const BUYERS = 12;
/** How many times the sales that were asked for, at most, where a fault waits for its moment. */
const MOST = 8;
/** Shares of the sales. */
const WITHOUT_KEY = 0.15;
const TWO_CLICKS = 0.05;
const REPLAYED = 0.06;
const ADJUSTMENTS = 0.02;
/** How often a buyer asks again at once: after a refusal, or after no answer. */
const COMEBACKS = 2;
/** Milliseconds before that, at first; it doubles. */
const PAUSE_MS = 100;
/** Milliseconds until a buyer who got no answer wants something else: a shop that is closed is not stormed. */
const AWAY_MS = 1_000;

/** Many who want donuts at the same time, and what they were told. */
export interface Crowd {
  readonly book: Book;
  readonly progress: Progress;
  /** Attempts so many sales, and goes on for as long as the faults have not all struck, up to eight times as many. */
  buy(sales: number, struck: Promise<unknown>): Promise<void>;
  /** Asks again for whatever has a key and is in doubt. */
  settle(): Promise<void>;
}

export function createCrowd(store: Pick<StoreClient, "request">, random: Random, signal: AbortSignal): Crowd {
  const book = new Book();
  const progress = new Progress();
  let left = 0;

  const serve = async (buyer: Random) => {
    while (left > 0 && !signal.aborted) {
      left--;
      progress.step();
      const intent = book.open(wish(buyer, book.intents.length));
      await insist(buyer, intent);
      if (intent.verdict === "unknown") await sleep(AWAY_MS, undefined, { signal }).catch(() => {});
    }
  };

  async function insist(buyer: Random, intent: Intent): Promise<void> {
    const clicks = intent.key !== null && buyer.chance(TWO_CLICKS) ? 2 : 1;
    await Promise.all(Array.from({ length: clicks }, () => ask(store, book, intent)));
    for (let again = 0; again < COMEBACKS && intent.key !== null && intent.verdict !== "done"; again++) {
      await sleep(PAUSE_MS * 2 ** again, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await ask(store, book, intent);
    }
    if (intent.key !== null && intent.verdict === "done" && buyer.chance(REPLAYED))
      await ask(store, book, intent);
  }

  return {
    book,
    progress,
    async buy(sales, struck) {
      left = sales * MOST;
      progress.expect(sales);
      // What has struck early lets the crowd go when it has bought enough.
      void struck.then(() => progress.reached(1)).finally(() => (left = 0));
      await Promise.all(Array.from({ length: BUYERS }, (_, number) => serve(random.fork(`buyer ${number}`))));
    },
    async settle() {
      const open = book.intents.filter((intent) => intent.key !== null && isDoubtful(intent));
      const clear = async () => {
        for (let intent = open.pop(); intent; intent = open.pop()) await clarify(intent);
      };
      await Promise.all(Array.from({ length: BUYERS }, clear));
    },
  };

  async function clarify(intent: Intent): Promise<void> {
    await ask(store, book, intent);
    while (intent.verdict === "unknown" && !signal.aborted) {
      await sleep(PAUSE_MS);
      await ask(store, book, intent);
    }
  }
}

function wish(random: Random, number: number): Wish {
  const { sku } = random.pick<Shelf>(shelves);
  if (random.chance(ADJUSTMENTS)) {
    const name = `adjustment-${number}`;
    return { name, kind: "adjustment", sku, quantity: random.pick([-3, -2, -1, 2, 5, 9]), key: name };
  }
  const name = `sale-${number}`;
  const key = random.chance(WITHOUT_KEY) ? null : name;
  return { name, kind: "sale", sku, quantity: random.integer(1, 3), key };
}
