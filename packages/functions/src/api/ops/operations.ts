import { Hono } from "hono";
import { database } from "@donut-states/core/db/client";
import { audit } from "@donut-states/core/operations/audit";
import { summarize } from "@donut-states/core/operations/summary";
import { authorize } from "../authorize.ts";
import { browserApp } from "../base.ts";
import { docs } from "../docs.ts";
import type { Env } from "../problem.ts";
import { customers } from "./customers.ts";
import { events } from "./events.ts";
import { faults } from "./faults.ts";
import { incidents } from "./incidents.ts";
import { mail } from "./mail.ts";
import { orders } from "./orders.ts";
import { products } from "./products.ts";
import { queues } from "./queues.ts";
import { reservations } from "./reservations.ts";
import { restocks } from "./restocks.ts";
import { series } from "./series.ts";
import { trace } from "./trace.ts";

const guarded = new Hono<Env>()
  .use(authorize)
  .get("/summary", async (c) => c.json(await summarize(await database()), 200))
  .get("/audit", async (c) => c.json(await audit(await database()), 200))
  .route("/series", series)
  .route("/restocks", restocks)
  .route("/reservations", reservations)
  .route("/orders", orders)
  .route("/customers", customers)
  .route("/incidents", incidents)
  .route("/events", events)
  .route("/products", products)
  .route("/queues", queues)
  .route("/trace", trace)
  .route("/mail", mail)
  .route("/faults", faults);

/** What operations see and steer, and the API's own description. */
export const operations = browserApp().route("/ops", guarded).route("/", docs);

export type OperationsType = typeof operations;
