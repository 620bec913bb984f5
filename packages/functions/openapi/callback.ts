import * as v from "valibot";
import type { Group } from "./route.ts";

/** What the factory calls. */
export const callback: Group = {
  tag: "Factory",
  security: "callbackToken",
  problems: ["invalid_callback_token", "unavailable", "internal_error"],
  routes: [
    {
      method: "post",
      path: "/restocks/{id}/receipt",
      summary: "Report the goods of a restock order",
      description:
        "The factory calls the url it was given, once, and ignores the answer. Repeated calls are accepted and " +
        "have no effect; the quantity that counts is the ordered one.",
      anyBody: "Anything or nothing; a count that differs from the ordered quantity becomes an incident.",
      answer: {
        status: 202,
        description: "The receipt is kept and will be counted once.",
        schema: v.object({ status: v.literal("accepted") }),
      },
    },
  ],
};
