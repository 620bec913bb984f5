import { Hono } from "hono";
import { FaultsChange } from "@donut-states/core/operations/faults.schema";
import { readFaults, switchFaults } from "@donut-states/core/operations/faults";
import type { Env } from "../problem.ts";
import { body } from "../validate.ts";

/** The fault switches of a store whose parts are simulated; elsewhere 404. */
export const faults = new Hono<Env>()
  .get("/", async (c) => c.json(await readFaults(), 200))
  .patch("/", body(FaultsChange), async (c) => c.json(await switchFaults(c.req.valid("json")), 200));
