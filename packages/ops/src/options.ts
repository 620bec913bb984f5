/** Every option, as parseArgs reads it; `value` stands for what follows it in usage. */
export const options = {
  status: {
    type: "string",
    value: "STATUS",
    does: "only these, as overdue, failed or waiting",
  },
  kind: { type: "string", value: "KIND", does: "only these, as dead_letter or restock_failed" },
  type: { type: "string", value: "TYPE", does: "only these, as stock.empty or restock.requested" },
  open: { type: "boolean", does: "only those that are not resolved" },
  limit: { type: "string", value: "N", does: "how many at most, 50 by default" },
  yes: { type: "boolean", does: "do it without asking" },
  json: { type: "boolean", does: "JSON alone on stdout" },
  help: { type: "boolean", short: "h", does: "this text" },
} as const;

export type OptionName = keyof typeof options;

/** What was given of them. */
export interface Options {
  status?: string;
  kind?: string;
  type?: string;
  open?: boolean;
  limit?: string;
  yes?: boolean;
  json?: boolean;
  help?: boolean;
}
