import type { DeadLetter } from "../api.ts";
import type { Command } from "../command.ts";
import { Failure } from "../failure.ts";
import { blocks, table, time } from "../text.ts";

/** What a message is about; one that is no event has no more than its text. */
function about({ event }: DeadLetter) {
  if (typeof event === "string") return { type: null, subject: null, correlationid: null, data: event };
  const { type, subject, correlationid, data } = event;
  return { type, subject, correlationid, data: JSON.stringify(data) };
}

export const listDeadLetters: Command = {
  name: "dlq list",
  operands: ["[QUEUE]"],
  does: "the dead letters of one queue or of all, a line each",
  async run({ api, operands: [queue] }) {
    const names = queue === undefined ? (await api.queues()).map(({ name }) => name) : [queue];
    const lists = await Promise.all(
      names.map(async (name) =>
        (await api.deadLetters(name)).map((letter) => Object.assign(letter, { queue: name })),
      ),
    );
    const messages = lists.flat();
    const text = table(
      ["QUEUE", "ID", "SENT", "RECEIVED", "TYPE", "SUBJECT", "REASON"],
      messages.map((letter) => {
        const { type, subject } = about(letter);
        return [
          letter.queue,
          letter.id,
          time(letter.sentAt),
          letter.receiveCount,
          type,
          subject,
          letter.reason,
        ];
      }),
    );
    return { json: { messages }, text };
  },
};

export const showDeadLetters: Command = {
  name: "dlq show",
  operands: ["QUEUE", "[ID…]"],
  does: "the dead letters of a queue in full, or chosen ones",
  async run({ api, operands: [queue = "", ...ids] }) {
    const all = await api.deadLetters(queue);
    const absent = ids.find((id) => !all.some((letter) => letter.id === id));
    if (absent !== undefined) throw new Failure(`There is no dead letter ${absent} to see in ${queue}`);
    const messages = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
    const text = blocks(
      messages.map((letter) => ({
        id: letter.id,
        sent: time(letter.sentAt),
        received: letter.receiveCount,
        reason: letter.reason,
        ...about(letter),
      })),
    );
    return { json: { messages }, text };
  },
};
