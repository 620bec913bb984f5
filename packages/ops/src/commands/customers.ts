import type { Command } from "../command.ts";
import { WrongCall } from "@donut-states/command-line";
import { Failure } from "../failure.ts";
import { count } from "../text.ts";

export const forgetCustomer: Command = {
  name: "customers forget",
  operands: ["EMAIL"],
  options: ["yes"],
  does: "remove a customer's name and address for good, and cancel what they wait for; asks for the address again",
  async run({ api, operands: [email = ""], options: { yes = false }, ask }) {
    if (!yes) {
      if (!ask) throw new WrongCall("customers forget cannot ask without a terminal: say --yes");
      const typed = await ask("This cannot be undone. Type the address again to go on: ");
      if (typed.trim() !== email) throw new Failure("Nothing was forgotten");
    }
    const { cancelled, reservations, orders, mails } = await api.forgetCustomer(email);
    const removed = [
      count(reservations, "reservation"),
      count(orders, "order"),
      `${count(mails, "mail")} (discarded)`,
    ];
    const text = `Removed from ${removed.join(", ")}; ${count(cancelled, "reservation")} cancelled`;
    return { json: { cancelled, reservations, orders, mails }, text };
  },
};
