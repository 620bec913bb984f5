import { callbackFaults } from "./callback.ts";
import { databaseFaults } from "./database.ts";
import { factoryFaults } from "./factory.ts";
import type { Fault } from "./fault.ts";
import { messagingFaults } from "./messaging.ts";
import { storeFaults } from "./store.ts";
import { surgeFaults } from "./surge.ts";

/** Nothing goes wrong: what then does not hold is no fault's doing. */
export const nothing: Fault = {
  name: "nothing",
  what: "nothing goes wrong",
  strike: () => Promise.resolve(),
};

/** Everything that can go wrong. */
export const allFaults: readonly Fault[] = [
  ...factoryFaults,
  ...callbackFaults,
  ...databaseFaults,
  ...messagingFaults,
  ...storeFaults,
  ...surgeFaults,
];
