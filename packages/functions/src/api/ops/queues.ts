import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { DomainError } from "@donut-states/core/error";
import { listDeadLetters } from "@donut-states/core/operations/deadLetters";
import { listQueues } from "@donut-states/core/operations/depths";
import { isQueue } from "@donut-states/core/operations/queues";
import type { Env } from "../problem.ts";

export const queues = new Hono<Env>()
  .get("/", async (c) => c.json({ queues: await listQueues() }, 200))
  .get("/:name/dead-letters", async (c) => {
    const name = c.req.param("name");
    if (!isQueue(name)) throw new DomainError("queue_not_found", `There is no queue ${name}`);
    return c.json({ messages: await listDeadLetters(await database(), name) }, 200);
  });
