import { setTimeout as sleep } from "node:timers/promises";
import { countRequests } from "../evidence/history.ts";
import { poison } from "../world/poison.ts";
import { startShuffle } from "../world/shuffle.ts";
import type { Fault } from "./fault.ts";

/** Restock orders that are requested while SNS refuses: the events of the first ones have been refused by then. */
const REFUSED = 3;
const LOOK_MS = 100;
const POISON_PER_QUEUE = 3;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export const messagingFaults: readonly Fault[] = [
  {
    name: "sns-refuses",
    what: "SNS refuses events after their commit",
    async strike({ crowd, store, database, random, over }) {
      await crowd.progress.reached(random.integer(10, 40) / 100);
      const before = await countRequests(database.pool);
      // The store may be away just then, and its broker with it.
      await store.brokerFaults({ refuse: {} }).catch(() => {});
      const requested = () => countRequests(database.pool).catch(() => before);
      while (!over.aborted && (await requested()) < before + REFUSED) await sleep(LOOK_MS);
      await store.brokerFaults({ refuse: null }).catch(() => {});
    },
  },
  {
    name: "events-thrice",
    what: "every event comes three times and out of order",
    async strike({ crowd, store, random }) {
      const shuffle = await startShuffle(store.awsUrl, random.fork("events"));
      await crowd.progress.reached(1);
      await shuffle.stop();
    },
  },
  {
    name: "poison",
    what: "messages come that nobody can process",
    // What nobody can process, or could not for a moment, is soon a dead letter.
    settings: { environment: { MAX_RECEIVE_COUNT: "2" } },
    async strike({ crowd, store, random, poison: ids }) {
      await crowd.progress.reached(random.integer(10, 40) / 100);
      const sent = await poison(store.awsUrl, random.fork("poison"), POISON_PER_QUEUE);
      ids.push(...sent.flatMap(({ body }) => body.match(ID) ?? []));
    },
  },
];
