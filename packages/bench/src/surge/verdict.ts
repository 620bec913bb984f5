import type { Audit } from "@donut-states/core/operations/operations.schema";
import type { Restock } from "@donut-states/core/restock/restock.schema";
import type { Ledger } from "@donut-states/core/stock/stock.schema";
import type { Tally } from "./crowd.ts";
import type { Seen } from "./watch.ts";

/** Everything that was said, seen and booked, after the store has come to rest. */
export interface Evidence {
  buyers: number;
  tally: Tally;
  seen: Seen;
  ledger: Ledger;
  audit: Audit;
  /** Those of the product, and the orders that the factory was sent for it. */
  restocks: Pick<Restock, "attempts" | "status">[];
  posts: number;
  /** From the opening to the rest, and how long the factory takes, in milliseconds. */
  elapsedMs: number;
  leadMs: number;
  /** Bytes alive in the store before the crowd came and after it had gone. */
  aliveBefore: number;
  aliveAfter: number;
}

export interface Check {
  promise: string;
  /** What was found; it holds or it does not. */
  found: string;
  holds: boolean;
}

/**
 * Bytes that a store may have more of after a crowd than before it, for each of its buyers, and for all of them
 * together. A request that is kept costs some kilobytes, so one that leaks is seen; caches and compiled code are not a leak.
 */
const KEPT_PER_BUYER = 512;
const KEPT_ONCE = 16 * 1024 ** 2;

/** Each promise of the shop to a crowd, and whether it was kept. */
export function judge(evidence: Evidence): Check[] {
  return [
    answered(evidence),
    exact(evidence),
    books(evidence),
    factory(evidence),
    health(evidence),
    memory(evidence),
  ];
}

function answered({ buyers, tally: { sold, refused, unavailable, wrong, lost } }: Evidence): Check {
  const bad = `${unavailable} times unavailable, ${wrong.length} wrong, ${lost.length} without an answer`;
  const examples = [wrong[0], lost[0]].filter((why) => why !== undefined);
  return {
    promise: "every buyer was told 201 or 409, and nobody anything else",
    found: [`${sold} sold, ${refused} refused of ${buyers}; ${bad}`, ...examples].join("; "),
    holds: sold + refused === buyers && unavailable + wrong.length + lost.length === 0,
  };
}

function exact({ tally, ledger }: Evidence): Check {
  const { initial, received, adjusted, stock } = ledger;
  const there = initial + received + adjusted - stock;
  return {
    promise: "exactly what was there was sold, deliveries included, each order once",
    found: `${tally.sold} sold under ${tally.orderIds.size} orders; ${there} left the shelf, to which ${received} were delivered`,
    holds: tally.sold === there && tally.orderIds.size === tally.sold,
  };
}

function books({ tally, ledger, audit }: Evidence): Check {
  const wrong = audit.checks.filter(({ finding }) => finding?.verdict === "wrong").map(({ name }) => name);
  return {
    promise: "the books balance",
    found: `booked as sold ${ledger.sold}, expected ${ledger.expected}, on the shelf ${ledger.stock}; audit ${audit.ok ? "clean" : wrong.join(", ")}`,
    holds: ledger.balanced && audit.ok && ledger.sold === tally.sold,
  };
}

/** One restock order is open at a time, and each takes the factory its lead time: more cannot have been needed. */
function factory({ restocks, posts, elapsedMs, leadMs }: Evidence): Check {
  const most = Math.floor(elapsedMs / leadMs) + 1;
  const attempts = restocks.reduce((sum, restock) => sum + restock.attempts, 0);
  return {
    promise: "the factory was asked once for each restock order, one after the other",
    found: `${posts} POSTs for ${restocks.length} restock orders; at most ${most} fit into ${(elapsedMs / 1000).toFixed(0)} s`,
    holds: posts === attempts && posts === restocks.length && posts <= most,
  };
}

function health({ seen: { healthMs, unhealthy } }: Evidence): Check {
  return {
    promise: "the store said all the time that it is well",
    found: `${unhealthy} of ${healthMs.length} looks found it otherwise`,
    holds: healthMs.length > 0 && unhealthy === 0,
  };
}

function memory({ buyers, aliveBefore, aliveAfter }: Evidence): Check {
  const most = KEPT_ONCE + buyers * KEPT_PER_BUYER;
  return {
    promise: "the memory stays flat: what is alive in the store after the crowd is what was before",
    found: `${megabytes(aliveBefore)} before, ${megabytes(aliveAfter)} after, at most ${megabytes(most)} more`,
    holds: aliveAfter - aliveBefore <= most,
  };
}

const megabytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
