import { config } from "../config.ts";
import type { incident } from "./operations.sql.ts";
import { runbook } from "./runbook.ts";

/** What a message tells of an incident. */
export type News = Pick<
  typeof incident.$inferSelect,
  "kind" | "severity" | "count" | "sku" | "restockId" | "message"
>;

/** One message about several incidents. */
export interface Digest {
  subject: string;
  text: string;
}

/** How many incidents a message tells whole; it counts the others. */
const TOLD_WHOLE = 10;
/** How much of an incident's own words a message quotes. */
const QUOTED = 400;

const urgency = { critical: "act now", warning: "look at it today", info: "for your information" } as const;

/** Says what is new, the gravest first. */
export function compose(news: readonly [News, ...News[]]): Digest {
  const [first, ...others] = news;
  const more = others.length > 0 ? ` (+${others.length})` : "";
  const told = news.slice(0, TOLD_WHOLE).map(tell);
  const counted = news.length > TOLD_WHOLE ? [`And ${countKinds(news.slice(TOLD_WHOLE))}.`] : [];
  return {
    subject: `[Donut States ${config.stage()}] ${first.severity}, ${urgency[first.severity]}: ${first.kind}${more}`,
    text: [...told, ...counted, "All of them: pnpm ops incidents --open, or GET /ops/incidents"].join("\n\n"),
  };
}

function tell({ kind, severity, count, sku, restockId, message }: News): string {
  const about = [
    `${count} ${count === 1 ? "time" : "times"}`,
    ...(sku === null ? [] : [sku]),
    ...(restockId === null ? [] : [`restock order ${restockId}`]),
  ];
  return `${severity}: ${kind}, ${about.join(", ")}\n${message.slice(0, QUOTED)}\nTo do: ${runbook[kind]}`;
}

function countKinds(news: readonly News[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of news) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `${news.length} more: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(", ")}`;
}
