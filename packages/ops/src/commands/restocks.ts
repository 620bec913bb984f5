import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { table, time } from "../text.ts";

export const restocks: Command = {
  name: "restocks",
  options: ["status", "limit"],
  does: "restock orders, newest first",
  async run({ api, options: { status }, limit }) {
    const filter = status === undefined ? {} : { status };
    const orders = await collect(limit, (page) => api.restocks({ ...filter, ...page }));
    const text = table(
      ["ID", "SKU", "QUANTITY", "STATUS", "ATTEMPTS", "REQUESTED", "EXPECTED", "COMPLETED"],
      orders.map((order) => [
        order.id,
        order.sku,
        order.quantity,
        order.status,
        order.attempts,
        time(order.requestedAt),
        time(order.expectedAt),
        time(order.completedAt),
      ]),
    );
    return { json: { restocks: orders }, text };
  },
};
