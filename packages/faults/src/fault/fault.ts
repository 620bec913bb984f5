import type { Lane } from "../crowd/shelves.ts";
import type { Stage, StoreSettings } from "../scenario/stage.ts";

/** One thing that goes wrong while a crowd buys. */
export interface Fault {
  readonly name: string;
  /** What goes wrong, in a few words. */
  readonly what: string;
  /** The lane in which it can happen, where it needs one. */
  readonly lane?: Lane;
  /** What it changes in the store from its start. */
  readonly settings?: StoreSettings;
  /** Does the damage, beginning somewhere in the burst; resolves when no more will be done. */
  strike(stage: Stage): Promise<void>;
}
