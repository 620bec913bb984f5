import * as v from "valibot";
import { Uuid } from "@donut-states/core/schema";

/** What every list takes: how many at most, and the id of the last one seen. */
export const page = {
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,9}$/, "must be a number"),
      v.transform(Number),
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(200),
    ),
    "50",
  ),
  cursor: v.optional(Uuid),
};
