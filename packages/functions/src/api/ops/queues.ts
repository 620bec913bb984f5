import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { DomainError } from "@donut-states/core/error";
import { listDeadLetters } from "@donut-states/core/operations/deadLetters";
import { listQueues } from "@donut-states/core/operations/depths";
import { Choice } from "@donut-states/core/operations/operations.schema";
import { isQueue, type QueueName } from "@donut-states/core/operations/queues";
import { purgeDeadLetters, redrive } from "@donut-states/core/operations/redrive";
import type { Env } from "../problem.ts";
import { optionalBody, query } from "../validate.ts";
import { page } from "./page.ts";

export const DeadLetterQuery = v.strictObject({ ...page });

function queueOf(name: string): QueueName {
  if (isQueue(name)) return name;
  throw new DomainError("queue_not_found", `There is no queue ${name}`);
}

export const queues = new Hono<Env>()
  .get("/", async (c) => c.json({ queues: await listQueues() }, 200))
  .get("/:name/dead-letters", query(DeadLetterQuery), async (c) => {
    const queue = queueOf(c.req.param("name"));
    return c.json(await listDeadLetters(await database(), queue, c.req.valid("query")), 200);
  })
  .post("/:name/redrive", optionalBody(Choice), async (c) =>
    c.json(await redrive(queueOf(c.req.param("name")), c.req.valid("json").ids), 200),
  )
  .delete("/:name/dead-letters", async (c) =>
    c.json(await purgeDeadLetters(queueOf(c.req.param("name"))), 200),
  );
