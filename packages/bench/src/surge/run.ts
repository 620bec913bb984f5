import { arrivals, seeded } from "./arrivals.ts";
import { letIn, newTally } from "./crowd.ts";
import { client } from "./http.ts";
import { type Operator, operator as createOperator } from "./operator.ts";
import type { Options } from "./options.ts";
import { LEAD_MS, type StoreProcess } from "./storeProcess.ts";
import type { Evidence } from "./verdict.ts";
import { type Glance, watch } from "./watch.ts";

/** The famous one, and one that only the store itself is warmed up with. */
const FAMOUS = "CP-502101";
const OTHER = "CP-502102";
const WARM_UP = 300;

/** Lets a crowd into a store that is running and empty, and gathers what can be known of it afterwards. */
export async function run(
  store: StoreProcess,
  options: Options,
  show: (glance: Glance) => void,
): Promise<{ evidence: Evidence; crowdMs: number }> {
  const operator = createOperator(store);
  const shop = client({ baseUrl: store.apiUrl, connections: options.connections });
  const over = new AbortController();
  try {
    await letIn(
      shop,
      OTHER,
      Array.from({ length: WARM_UP }, () => 0),
      newTally(),
    );
    await operator.fill(FAMOUS, options.stock);
    if (options.lane !== "normal") await operator.sellBy(FAMOUS, options.lane);
    await operator.rest();
    const aliveBefore = await store.aliveBytes();

    const tally = newTally();
    const opened = performance.now();
    const times = arrivals(options.buyers, options.seconds * 1000, seeded(options.seed));
    const [crowdMs, seen] = await Promise.all([
      letIn(shop, FAMOUS, times, tally).then(() => {
        over.abort();
        return performance.now() - opened;
      }),
      watch({ operator, pid: store.pid, sku: FAMOUS, tally, signal: over.signal, show }),
    ]);

    // What the store keeps for connections that are still open is no leak.
    shop.close();
    await operator.rest();
    const elapsedMs = performance.now() - opened;
    const aliveAfter = await store.aliveBytes();
    const said = { buyers: options.buyers, tally, seen, elapsedMs, leadMs: LEAD_MS, aliveBefore, aliveAfter };
    return { evidence: { ...said, ...(await booked(operator)) }, crowdMs };
  } finally {
    over.abort();
    shop.close();
  }
}

async function booked(operator: Operator) {
  return {
    ledger: await operator.ledger(FAMOUS),
    audit: await operator.audit(),
    restocks: await operator.restocks(FAMOUS),
    posts: await operator.posts(FAMOUS),
  };
}
