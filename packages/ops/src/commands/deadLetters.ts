import type { Api, DeadLetter } from "../api.ts";
import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { Failure } from "../failure.ts";
import { blocks, table, time } from "../text.ts";

/** The most dead letters that the API can look at. */
const SEEN = 500;

/** The dead letters of a queue, the oldest first; approximate where there are more than can be seen. */
export async function deadLettersOf(api: Api, queue: string) {
  let approximate = false;
  const messages = await collect(SEEN, async (page) => {
    const answer = await api.deadLetters(queue, page);
    approximate ||= answer.approximate;
    return answer.messages;
  });
  return { messages: messages.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)), approximate };
}

const content = ({ event }: DeadLetter) => (typeof event === "string" ? event : JSON.stringify(event.data));

const warning = (approximate: boolean) =>
  approximate ? ["\nSQS counts more than could be looked at: what is shown is not all of it."] : [];

export const listDeadLetters: Command = {
  name: "dlq list",
  operands: ["[QUEUE]"],
  does: "the dead letters of one queue or of all, a line each",
  async run({ api, operands: [queue] }) {
    const names = queue === undefined ? (await api.queues()).map(({ name }) => name) : [queue];
    const lists = await Promise.all(
      names.map(async (name) => ({ name, ...(await deadLettersOf(api, name)) })),
    );
    const messages = lists.flatMap((list) =>
      list.messages.map((letter) => Object.assign(letter, { queue: list.name })),
    );
    const approximate = lists.some((list) => list.approximate);
    const rows = table(
      ["QUEUE", "ID", "SENT", "RECEIVED", "ABOUT", "SATISFIED", "REASON"],
      messages.map((letter) => [
        letter.queue,
        letter.id,
        time(letter.sentAt),
        letter.receiveCount,
        letter.about,
        letter.satisfied ? "yes" : "no",
        letter.reason,
      ]),
    );
    return { json: { messages, approximate }, text: [rows, ...warning(approximate)].join("\n") };
  },
};

export const showDeadLetters: Command = {
  name: "dlq show",
  operands: ["QUEUE", "[ID…]"],
  does: "the dead letters of a queue in full, or chosen ones; satisfied: a redrive would change nothing",
  async run({ api, operands: [queue = "", ...ids] }) {
    const { messages: all, approximate } = await deadLettersOf(api, queue);
    const absent = ids.find((id) => !all.some((letter) => letter.id === id));
    if (absent !== undefined) throw new Failure(`There is no dead letter ${absent} to see in ${queue}`);
    const messages = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
    const shown = blocks(
      messages.map((letter) => ({
        id: letter.id,
        sent: time(letter.sentAt),
        received: letter.receiveCount,
        about: letter.about,
        "correlation id": letter.correlationId,
        satisfied: letter.satisfied ? "yes" : "no",
        reason: letter.reason,
        data: content(letter),
      })),
    );
    return { json: { messages, approximate }, text: [shown, ...warning(approximate)].join("\n") };
  },
};
