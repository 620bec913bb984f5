import { forUpdate, naiveShop, readThenWrite } from "./baselines.ts";
import { direct } from "./direct.ts";
import { directSurge } from "./directSurge.ts";
import { honoJson, oneRow } from "./limits.ts";
import { verb, wholePath } from "./ours.ts";
import { surge, surgeUnwaited } from "./surge.ts";
import type { Subject } from "./subject.ts";

/** In the order of the tables. */
export const subjects: readonly Subject[] = [
  wholePath,
  naiveShop,
  honoJson,
  verb,
  surge,
  surgeUnwaited,
  direct,
  directSurge,
  forUpdate,
  readThenWrite,
  oneRow,
];
