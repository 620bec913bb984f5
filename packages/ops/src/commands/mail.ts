import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { blocks, time } from "../text.ts";

export const mail: Command = {
  name: "mail",
  options: ["limit"],
  does: "what was mailed, or is stored where no sender is set",
  async run({ api, limit }) {
    const mails = await collect(limit, (page) => api.mails(page));
    const text = blocks(
      mails.map((letter) => ({
        to: letter.to,
        subject: letter.subject,
        created: time(letter.createdAt),
        sent: time(letter.sentAt),
        text: letter.text,
      })),
    );
    return { json: { mails }, text };
  },
};
