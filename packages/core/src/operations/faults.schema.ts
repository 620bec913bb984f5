import * as v from "valibot";

const factory = v.picklist(["none", "down", "error", "slow", "silent", "duplicate", "early", "wrong_count"]);
const topic = v.picklist(["none", "refuse"]);

/** Which fault is on at the simulated factory and at the topic of a store that has such, to see it survive them. */
export const Faults = v.object({ factory, topic });
export type Faults = v.InferOutput<typeof Faults>;

/** The switches to set; at least one. */
export const FaultsChange = v.pipe(
  v.strictObject({ factory: v.optional(factory), topic: v.optional(topic) }),
  v.minEntries(1, "must name at least one part"),
);
export type FaultsChange = v.InferOutput<typeof FaultsChange>;
