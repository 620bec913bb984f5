import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { WrongCall } from "@donut-states/command-line";
import { table, time } from "../text.ts";

export const ledger: Command = {
  name: "ledger",
  operands: ["SKU"],
  options: ["limit"],
  does: "what moved a product's stock, newest first, and whether it adds up",
  async run({ api, operands: [sku = ""], limit }) {
    const found = await api.ledger(sku, { limit: "1" });
    const rows = await collect(limit, async (page) =>
      (await api.ledger(sku, page)).movements.map((movement) => ({ id: movement.source, movement })),
    );
    const movements = rows.map(({ movement }) => movement);
    const { initial, received, adjusted, sold, expected, stock, balanced } = found;
    const sum = `${initial} at first + ${received} received + ${adjusted} adjusted - ${sold} sold = ${expected}`;
    const list = table(
      ["AT", "KIND", "DELTA", "SOURCE"],
      movements.map(({ at, kind, delta, source }) => [time(at), kind, delta, source]),
    );
    const text = `${sum}; stock is ${stock}${balanced ? "" : ": NO BALANCE"}\n\n${list}`;
    return { json: { ...found, movements }, text, ok: balanced };
  },
};

export const addStock = adjusting("add", 1, "put units on the shelf that were counted or found");
export const removeStock = adjusting("remove", -1, "take units off the shelf that are broken or gone");

/** Two verbs and not one signed number: what starts with a dash is an option. */
function adjusting(verb: string, sign: 1 | -1, does: string): Command {
  return {
    name: `stock ${verb}`,
    operands: ["SKU", "UNITS", "REASON"],
    does: `${does}, with a row in the ledger`,
    async run({ api, operands: [sku = "", units = "", reason = ""] }) {
      if (!/^[1-9]\d{0,6}$/.test(units)) throw new WrongCall("UNITS must be a whole number from 1");
      const answer = await api.adjust(sku, { delta: sign * Number(units), reason });
      return { json: answer, text: `${answer.stock} of ${sku} on hand` };
    },
  };
}
