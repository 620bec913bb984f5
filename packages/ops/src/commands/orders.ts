import type { Command } from "../command.ts";
import { table } from "../text.ts";

export const cancelOrder: Command = {
  name: "orders cancel",
  operands: ["ID"],
  does: "take a sale back; its units return to the shelf, where the waiting line comes first",
  async run({ api, operands: [id = ""] }) {
    const order = await api.cancelOrder(id);
    const text = table(
      ["ID", "SKU", "QUANTITY", "STATUS"],
      [[order.id, order.sku, order.quantity, order.status]],
    );
    return { json: order, text };
  },
};
