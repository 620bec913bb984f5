import * as v from "valibot";
import { DeadLetter, Queue } from "@donut-states/core/operations/operations.schema";
import type { Group } from "./route.ts";

/** How operations look into the queues. */
export const queues: Group = {
  tag: "Queues",
  security: "opsToken",
  problems: ["unauthorized", "unavailable", "internal_error"],
  routes: [
    {
      method: "get",
      path: "/ops/queues",
      summary: "The work queues",
      answer: {
        status: 200,
        description: "Every queue with what waits in it.",
        schema: v.object({ queues: v.array(Queue) }),
      },
    },
    {
      method: "get",
      path: "/ops/queues/{name}/dead-letters",
      summary: "What could not be processed, and why",
      answer: {
        status: 200,
        description: "The dead letters, which stay where they are.",
        schema: v.object({ messages: v.array(DeadLetter) }),
      },
      problems: ["queue_not_found"],
    },
  ],
};
