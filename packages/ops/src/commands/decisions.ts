import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { table, time } from "../text.ts";

export const decisions: Command = {
  name: "decisions",
  operands: ["SKU"],
  options: ["limit"],
  does: "what was decided about restocking a product and why, newest first",
  async run({ api, operands: [sku = ""], limit }) {
    const { reorder } = await api.decisions(sku, { limit: "1" });
    const found = await collect(limit, async (page) => (await api.decisions(sku, page)).decisions);
    const rows = found.map((decision) => [
      time(decision.createdAt),
      decision.reason,
      decision.quantity,
      decision.projected,
      decision.reorderPoint,
      decision.message,
    ]);
    const { reorderMode, reorderPoint, reorderQuantity, note } = reorder;
    const now = `${reorderMode}: orders ${reorderQuantity} at ${reorderPoint}${note === null ? "" : ` (${note})`}`;
    const text = table(["TIME", "REASON", "QUANTITY", "PROJECTED", "POINT", "DECISION"], rows);
    return { json: { reorder, decisions: found }, text: `${now}\n\n${text}` };
  },
};
