import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { DomainError } from "@donut-states/core/error";
import { listDeadLetters } from "@donut-states/core/operations/deadLetters";
import { listQueues } from "@donut-states/core/operations/depths";
import { Choice } from "@donut-states/core/operations/operations.schema";
import { isQueue, type QueueName } from "@donut-states/core/operations/queues";
import { purgeDeadLetters, redrive } from "@donut-states/core/operations/redrive";
import type { Env } from "../problem.ts";
import { optionalBody } from "../validate.ts";

function queueOf(name: string): QueueName {
  if (isQueue(name)) return name;
  throw new DomainError("queue_not_found", `There is no queue ${name}`);
}

export const queues = new Hono<Env>()
  .get("/", async (c) => c.json({ queues: await listQueues() }, 200))
  .get("/:name/dead-letters", async (c) =>
    c.json({ messages: await listDeadLetters(await database(), queueOf(c.req.param("name"))) }, 200),
  )
  .post("/:name/redrive", optionalBody(Choice), async (c) =>
    c.json({ moved: await redrive(queueOf(c.req.param("name")), c.req.valid("json").ids) }, 200),
  )
  .delete("/:name/dead-letters", async (c) =>
    c.json({ purged: await purgeDeadLetters(await database(), queueOf(c.req.param("name"))) }, 200),
  );
