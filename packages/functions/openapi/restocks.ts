import * as v from "valibot";
import { Restock } from "@donut-states/core/restock/restock.schema";
import { RestockQuery } from "../src/api/ops/restocks.ts";
import type { Group } from "./route.ts";

/** How operations steer what the factory was asked for. */
export const restocks: Group = {
  tag: "Restock orders",
  security: "opsToken",
  problems: ["unauthorized", "unavailable", "internal_error"],
  routes: [
    {
      method: "get",
      path: "/ops/restocks",
      summary: "Restock orders, newest first",
      query: RestockQuery,
      answer: {
        status: 200,
        description: "A page of restock orders.",
        schema: v.object({ restocks: v.array(Restock) }),
      },
    },
    {
      method: "post",
      path: "/ops/restocks/{id}/retry",
      summary: "Ask the factory once more",
      description: "The factory cannot tell a repeated order from a new one, so it may deliver twice.",
      answer: { status: 200, description: "The order, requested again.", schema: Restock },
      problems: ["restock_not_found", "restock_closed", "factory_missing"],
    },
    {
      method: "post",
      path: "/ops/restocks/{id}/cancel",
      summary: "Give an order up",
      description: "Goods that arrive all the same are counted. A shelf that needs an order gets a new one.",
      answer: { status: 200, description: "The cancelled order.", schema: Restock },
      problems: ["restock_not_found", "restock_closed"],
    },
  ],
};
