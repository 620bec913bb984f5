import type { Stage, StoreSettings } from "../scenario/stage.ts";

/** One thing that goes wrong while a crowd buys. */
export interface Fault {
  readonly name: string;
  /** What goes wrong, in a few words. */
  readonly what: string;
  /** What it changes in the store from its start. */
  readonly settings?: StoreSettings;
  /** Does the damage, beginning somewhere in the burst; resolves when no more will be done. */
  strike(stage: Stage): Promise<void>;
}
