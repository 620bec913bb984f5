import type { en } from "./en.ts";

/** Everything the console says, in the shape that the English texts have. */
export type Texts = typeof en;
