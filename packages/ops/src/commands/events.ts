import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { table, time } from "../text.ts";

export const events: Command = {
  name: "events",
  options: ["type", "limit"],
  does: "what happened, newest first",
  async run({ api, options: { type }, limit }) {
    const filter = type === undefined ? {} : { type };
    const found = await collect(limit, (page) => api.events({ ...filter, ...page }));
    const text = table(
      ["TIME", "TYPE", "SUBJECT", "CORRELATION ID", "DATA"],
      found.map((event) => [
        time(event.time),
        event.type,
        event.subject,
        event.correlationid,
        JSON.stringify(event.data),
      ]),
    );
    return { json: { events: found }, text };
  },
};
