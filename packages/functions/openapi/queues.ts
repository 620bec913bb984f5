import * as v from "valibot";
import {
  Choice,
  DeadLetters,
  Purged,
  Queue,
  Redriven,
} from "@donut-states/core/operations/operations.schema";
import { DeadLetterQuery } from "../src/api/ops/queues.ts";
import type { Group } from "./route.ts";

/** How operations look into the queues, and repair them. */
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
      description:
        "SQS cannot page or peek: each page looks at all dead letters again, up to 500 of them, in the order of their ids. " +
        "Where SQS counts more than could be looked at, which is approximate as well, the page is `approximate`.",
      query: DeadLetterQuery,
      answer: {
        status: 200,
        description: "A page of dead letters, which stay where they are.",
        schema: DeadLetters,
      },
      problems: ["queue_not_found"],
    },
    {
      method: "post",
      path: "/ops/queues/{name}/redrive",
      summary: "Put dead letters back on their queue",
      description:
        "All of them, or the chosen ones. SQS moves a whole queue by itself and afterwards; `moved` is then what it " +
        "counted at the start, and `approximate`. Chosen messages are counted exactly, and ids that are not there " +
        "are not moved. A message on its queue gets a new id. Redriving what was done already changes nothing.",
      body: Choice,
      optionalBody: true,
      answer: { status: 200, description: "How many were moved.", schema: Redriven },
      problems: ["queue_not_found"],
    },
    {
      method: "delete",
      path: "/ops/queues/{name}/dead-letters",
      summary: "Discard all dead letters of a queue",
      description: "There is no way back. SQS takes up to a minute, and its count is `approximate`.",
      answer: { status: 200, description: "How many there were.", schema: Purged },
      problems: ["queue_not_found"],
    },
  ],
};
