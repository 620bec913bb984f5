import { poison } from "../world/poison.ts";
import { startShuffle } from "../world/shuffle.ts";
import type { Fault } from "./fault.ts";

/** Requests to SNS that are refused: each publisher tries twice. */
const REFUSED = 30;
const POISON_PER_QUEUE = 3;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export const messagingFaults: readonly Fault[] = [
  {
    name: "sns-refuses",
    what: "SNS refuses events after their commit",
    async strike({ crowd, store, random }) {
      await crowd.progress.reached(random.integer(10, 40) / 100);
      await store.brokerFaults({ refuse: { times: REFUSED } }).catch(() => {}); // the store may be away just then
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
    async strike({ crowd, store, random, poison: ids }) {
      await crowd.progress.reached(random.integer(10, 40) / 100);
      const sent = await poison(store.awsUrl, random.fork("poison"), POISON_PER_QUEUE);
      ids.push(...sent.flatMap(({ body }) => body.match(ID) ?? []));
    },
  },
];
