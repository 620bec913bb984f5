import { setTimeout as sleep } from "node:timers/promises";
import { ne } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { log, reason } from "../../log.ts";
import { within } from "../../within.ts";
import { lookAt } from "../intent.ts";
import { orders } from "../order.sql.ts";

type View = Awaited<ReturnType<typeof lookAt>>[number];
type Waiter = (view: View) => void;

/** Milliseconds between two looks: the next comes soon where the last has found something. */
const SOON_MS = 25;
const LATEST_MS = 200;
/** How many orders one statement asks for. */
const AT_ONCE = 200;

/** Whoever waits in this process for a verdict, by the order's id; one statement looks for all of them. */
class Waiting {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private readonly db: Database;
  private isWatched = false;

  constructor(db: Database) {
    this.db = db;
  }

  add(orderId: string, waiter: Waiter): void {
    this.waiters.set(orderId, (this.waiters.get(orderId) ?? new Set()).add(waiter));
    if (!this.isWatched) void this.watch();
  }

  leave(orderId: string, waiter: Waiter): void {
    const others = this.waiters.get(orderId);
    others?.delete(waiter);
    if (others?.size === 0) this.waiters.delete(orderId);
  }

  private async watch(): Promise<void> {
    this.isWatched = true;
    let pauseMs = SOON_MS;
    while (this.waiters.size > 0) {
      await sleep(pauseMs);
      const found = await this.tell().catch((error: unknown) => {
        // The order is written and will be decided; whoever waits is told later where to ask.
        log.warn("a verdict could not be read", { reason: reason(error) });
        return 0;
      });
      pauseMs = found > 0 ? SOON_MS : Math.min(pauseMs * 2, LATEST_MS);
    }
    this.isWatched = false;
  }

  /** Tells whom there is a verdict for, and returns how many orders that were. */
  private async tell(): Promise<number> {
    const ids = [...this.waiters.keys()];
    let found = 0;
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const views = await lookAt(this.db, ids.slice(start, start + AT_ONCE), ne(orders.status, "pending"));
      for (const view of views) for (const waiter of this.waiters.get(view.order.orderId) ?? []) waiter(view);
      found += views.length;
    }
    return found;
  }
}

const nobody: Waiter = () => undefined;

const waiting = new WeakMap<Database, Waiting>();

/** What has become of an order once it is decided; undefined where that takes longer than so many milliseconds. */
export async function verdict(db: Database, orderId: string, withinMs: number): Promise<View | undefined> {
  const all = waiting.get(db) ?? new Waiting(db);
  waiting.set(db, all);
  let waiter: Waiter = nobody;
  const decided = new Promise<View>((resolve) => {
    waiter = resolve;
    all.add(orderId, waiter);
  });
  return within(withinMs, decided)
    .catch(() => undefined)
    .finally(() => all.leave(orderId, waiter));
}
