import * as v from "valibot";
import type { Group } from "./route.ts";

/** What watches over the store. */
export const health: Group = {
  tag: "Health",
  problems: ["unavailable", "internal_error"],
  routes: [
    {
      method: "get",
      path: "/healthz",
      summary: "Whether the store can sell",
      answer: {
        status: 200,
        description: "The database answers.",
        schema: v.object({ status: v.literal("ok") }),
      },
    },
  ],
};
