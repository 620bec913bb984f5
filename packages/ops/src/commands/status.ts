import type { Command } from "../command.ts";
import { align, table } from "../text.ts";

export const status: Command = {
  name: "status",
  does: "how the store is: what is sold out, on order, waiting and dead",
  async run({ api }) {
    const [summary, queues] = await Promise.all([api.summary(), api.queues()]);
    const { products, orders, restocks, advertisements, incidents, outbox, mail } = summary;
    const age = outbox.oldestAgeSeconds === null ? "" : `, the oldest for ${outbox.oldestAgeSeconds} s`;
    const picture = align([
      ["products", `${products.total}, ${products.soldOut} sold out`],
      ["orders", `${orders.confirmed} confirmed, ${orders.units} units`],
      [
        "restocks",
        `${restocks.open} open, ${restocks.overdue} overdue, ${restocks.completed} completed, ${restocks.failed} failed`,
      ],
      ["advertisements", `${advertisements.running} running, ${advertisements.stopped} stopped`],
      ["incidents", `${incidents.open} open`],
      ["outbox", `${outbox.waiting} waiting${age}`],
      ["mail", `${mail.waiting} waiting`],
    ]);
    const depths = table(
      ["QUEUE", "VISIBLE", "IN FLIGHT", "DEAD LETTERS", "OLDEST (S)"],
      queues.map((queue) => [
        queue.name,
        queue.visible,
        queue.inFlight,
        queue.deadLetters,
        queue.oldestAgeSeconds,
      ]),
    );
    return { json: { summary, queues }, text: `${picture}\n\n${depths}` };
  },
};
