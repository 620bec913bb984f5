import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { shelves } from "../crowd/shelves.ts";
import { readLatestOrders } from "../evidence/read.ts";
import type { StoreSettings } from "../scenario/stage.ts";
import { connectBroker } from "../world/aws.ts";
import { at, type PointName } from "../world/points.ts";
import type { Fault } from "./fault.ts";

const settings: StoreSettings = { lane: "surge" };
const LOOK_MS = 200;
/** How many of the latest orders are sent to their queue again in one go. */
const LATEST = 20;

/** The store dies while a batch of orders is being decided. */
const killedAt = (point: PointName, name: string, what: string): Fault => ({
  name,
  what: `in the surge lane the store is killed with -9 ${what}`,
  settings,
  lane: "surge",
  async strike({ crowd, proxy, operator, random }) {
    await crowd.progress.reached(random.integer(10, 50) / 100);
    await at(proxy, point, () => operator.crashStore().then(() => "drop" as const)).hit;
  },
});

/** What goes wrong where everything is sold in the surge lane. */
export const surgeFaults: readonly Fault[] = [
  {
    name: "surge",
    what: "everything is sold in the surge lane, and nothing goes wrong",
    settings,
    lane: "surge",
    strike: () => Promise.resolve(),
  },
  killedAt("beforeBatch", "surge-killed-before-batch", "when it has taken a batch and decided nothing"),
  killedAt("afterBatch", "surge-killed-after-batch", "when it has confirmed a batch and said nothing"),
  {
    name: "surge-sqs-refuses",
    what: "in the surge lane SQS refuses orders",
    settings,
    lane: "surge",
    async strike({ crowd, store, random }) {
      await crowd.progress.reached(random.integer(10, 40) / 100);
      // The store may be away just then, and its broker with it.
      await store.brokerFaults({ refuseOrders: {} }).catch(() => {});
      await crowd.progress.reached(random.integer(60, 80) / 100);
      await store.brokerFaults({ refuseOrders: null }).catch(() => {});
    },
  },
  {
    name: "surge-switched",
    what: "products are switched to the surge lane and back in the burst",
    settings,
    lane: "surge",
    async strike({ crowd, store, random }) {
      for (const [from, lane] of [
        [10, "normal"],
        [30, "surge"],
        [50, "normal"],
        [70, "surge"],
      ] as const) {
        await crowd.progress.reached(random.integer(from, from + 15) / 100);
        for (const { sku } of shelves) await store.set(sku, { lane }).catch(() => {});
      }
    },
  },
  {
    name: "surge-again",
    what: "in the surge lane the messages of orders come again and again",
    settings,
    lane: "surge",
    async strike({ crowd, store, database, over }) {
      const { sqs, queueUrl, close } = connectBroker(store.awsUrl);
      const bought = new AbortController();
      void crowd.progress.reached(1).then(() => bought.abort());
      while (!bought.signal.aborted && !over.aborted) {
        for (const orderId of await readLatestOrders(database.pool, LATEST).catch(() => [])) {
          const MessageBody = JSON.stringify({ orderId, correlationid: "again" });
          await sqs
            .send(new SendMessageCommand({ QueueUrl: queueUrl("orders"), MessageBody }))
            .catch(() => {});
        }
        await sleep(LOOK_MS);
      }
      close();
    },
  },
];
