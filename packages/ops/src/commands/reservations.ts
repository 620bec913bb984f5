import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { table, time } from "../text.ts";

export const reservations: Command = {
  name: "reservations",
  operands: ["[SKU]"],
  options: ["status", "limit"],
  does: "who waits, or was served, for one product or for all, newest first",
  async run({ api, operands: [sku], options: { status }, limit }) {
    const filter = { ...(sku === undefined ? {} : { sku }), ...(status === undefined ? {} : { status }) };
    const found = await collect(limit, (page) => api.reservations({ ...filter, ...page }));
    const text = table(
      ["ID", "SKU", "QUANTITY", "STATUS", "POSITION", "CREATED"],
      found.map((one) => [one.id, one.sku, one.quantity, one.status, one.position, time(one.createdAt)]),
    );
    return { json: { reservations: found }, text };
  },
};
