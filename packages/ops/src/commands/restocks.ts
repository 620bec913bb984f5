import type { Restock } from "../api.ts";
import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { table, time } from "../text.ts";

const show = (orders: readonly Restock[]) =>
  table(
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

export const restocks: Command = {
  name: "restocks",
  options: ["status", "limit"],
  does: "restock orders, newest first",
  async run({ api, options: { status }, limit }) {
    const filter = status === undefined ? {} : { status };
    const orders = await collect(limit, (page) => api.restocks({ ...filter, ...page }));
    return { json: { restocks: orders }, text: show(orders) };
  },
};

export const retryRestock: Command = {
  name: "restocks retry",
  operands: ["ID"],
  does: "ask the factory again, now; it may then deliver twice",
  async run({ api, operands: [id = ""] }) {
    const order = await api.retryRestock(id);
    return { json: order, text: show([order]) };
  },
};

export const cancelRestock: Command = {
  name: "restocks cancel",
  operands: ["ID"],
  does: "give a restock order up; an empty shelf gets a new one at once",
  async run({ api, operands: [id = ""] }) {
    const order = await api.cancelRestock(id);
    return { json: order, text: show([order]) };
  },
};
