import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { forgetCustomer } from "@donut-states/core/operations/customers";
import { Forgetting } from "@donut-states/core/operations/operations.schema";
import type { Env } from "../problem.ts";
import { body } from "../validate.ts";

/** The address comes in a body, so that it stands in no log of urls. */
export const customers = new Hono<Env>().post("/forget", body(Forgetting), async (c) =>
  c.json(await forgetCustomer(await database(), c.req.valid("json").email), 200),
);
