import type { Command } from "../command.ts";
import { table } from "../text.ts";

export const trace: Command = {
  name: "trace",
  operands: ["ID"],
  does: "one story through every hop; by a correlation, request, order, reservation or restock id",
  async run({ api, operands: [id = ""] }) {
    const story = await api.trace(id);
    // Hops follow each other within milliseconds, so their times stay whole.
    const hops = table(
      ["AT", "WHERE", "WHAT", "OUTCOME"],
      story.hops.map(({ at, where, what, outcome }) => [at, where, what, outcome]),
    );
    return { json: story, text: `correlation id ${story.correlationId}\n\n${hops}` };
  },
};
