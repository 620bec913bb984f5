import { connect } from "@donut-states/core/db/client";
import { checkout } from "@donut-states/core/order/checkout";
import { databases } from "../database/database.ts";
import { startPart, Url } from "../parts/startPart.ts";
import { everyScenario } from "../scenario.ts";
import { ourOrder, overHttp } from "./overHttp.ts";
import type { Subject } from "./subject.ts";

export const wholePath: Subject = {
  name: "checkout, whole path",
  scope: "whole path",
  kind: "ours",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ database }) =>
    overHttp(
      await startPart("path", { server: database.address, database: databases.designs }, Url),
      ourOrder,
    ),
};

/** The verb itself, with driver and gateway in this process. */
export const verb: Subject = {
  name: "checkout, driver and gateway",
  scope: "at the database",
  kind: "ours",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ gatewayUrl }) => {
    const db = connect(gatewayUrl);
    return {
      buy: async ({ sku }, idempotencyKey) => {
        const result = await checkout(db, { sku, quantity: 1 }, { correlationId: "bench", idempotencyKey });
        return result.outcome === "sold" ? { sold: true, orderId: result.order.id } : { sold: false };
      },
      close: () => Promise.resolve(),
    };
  },
};
