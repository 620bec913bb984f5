import type { Api } from "../api.ts";
import type { Command } from "../command.ts";
import { WrongCall } from "@donut-states/command-line";
import { Failure } from "../failure.ts";
import { count } from "../text.ts";
import { deadLettersOf } from "./deadLetters.ts";

export const redrive: Command = {
  name: "dlq redrive",
  operands: ["QUEUE", "[ID…]"],
  does: "put the dead letters of a queue back to work, or chosen ones; tells which are satisfied already",
  async run({ api, operands: [queue = "", ...ids] }) {
    const { messages } = await deadLettersOf(api, queue);
    const satisfied = messages
      .filter((letter) => letter.satisfied && (ids.length === 0 || ids.includes(letter.id)))
      .map(({ id }) => id);
    const answer = await api.redrive(queue, ids);
    const chosen = new Set(ids);
    const ok = answer.moved >= chosen.size;
    // Where all were moved, those that could not be seen were there as well.
    const notFound = ok ? [] : [...chosen].filter((id) => !messages.some((letter) => letter.id === id));
    const notes = [
      ...satisfied.map((id) => `${id} was satisfied already: redriving it changes nothing`),
      ...notFound.map((id) => `${id} was not found among the dead letters of ${queue}`),
    ];
    const moved = `${about(answer)}${count(answer.moved, "message")} moved back to ${queue}`;
    return { json: { ...answer, satisfied, notFound }, text: [...notes, moved].join("\n"), ok };
  },
};

/** What SQS does by itself, it counts no better. */
const about = ({ approximate }: { approximate: boolean }) => (approximate ? "about " : "");

export const purge: Command = {
  name: "dlq purge",
  operands: ["QUEUE"],
  options: ["yes"],
  does: "discard the dead letters of a queue for good; asks for its name",
  async run({ api, operands: [queue = ""], options: { yes = false }, ask }) {
    if (!yes) {
      if (!ask) throw new WrongCall("purge cannot ask without a terminal: say --yes");
      const { deadLetters } = await find(api, queue);
      const typed = await ask(
        `This discards ${count(deadLetters, "dead letter")} for good. Type ${queue} to go on: `,
      );
      if (typed.trim() !== queue) throw new Failure("Nothing was discarded");
    }
    const answer = await api.purge(queue);
    return { json: answer, text: `${about(answer)}${count(answer.purged, "message")} of ${queue} discarded` };
  },
};

/** The queue of this name, looked up before anybody is asked about it. */
async function find(api: Api, name: string) {
  const queues = await api.queues();
  const queue = queues.find((candidate) => candidate.name === name);
  if (!queue)
    throw new Failure(`There is no queue ${name}, only ${queues.map((one) => one.name).join(", ")}`);
  return queue;
}
