import type { Pulse } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { type PartId, kindOf, queueOf } from "./parts.ts";
import type { Facts } from "./Picture.tsx";

const nothing: Facts = { text: "" };

/** What is told of each part, from what the console knows now. */
export function createFacts(now: () => Pulse | undefined): (id: PartId) => Facts {
  return (id) => {
    const pulse = now();
    if (!pulse) return nothing;
    const name = queueOf(id);
    if (name) return kindOf(id) === "queue" ? queueFacts(pulse, name) : consumerFacts(pulse, name);
    return factsOf[id]?.(pulse) ?? nothing;
  };
}

const number = (value: number) => format().number(value);

function queueFacts({ queues }: Pulse, name: string): Facts {
  const queue = queues.find((one) => one.name === name);
  if (!queue) return nothing;
  return {
    text: t().flow.waiting(number(queue.visible)),
    dead: queue.deadLetters,
    isBusy: queue.visible > 0,
    isInTrouble: queue.deadLetters > 0,
  };
}

function consumerFacts({ queues }: Pulse, name: string): Facts {
  const inFlight = queues.find((one) => one.name === name)?.inFlight ?? 0;
  return { text: inFlight > 0 ? t().flow.inFlight(number(inFlight)) : t().flow.idle, isBusy: inFlight > 0 };
}

const factsOf: Partial<Record<PartId, (pulse: Pulse) => Facts>> = {
  sales: ({ summary }) => ({ text: t().flow.sold(number(summary.orders.units)) }),
  warehouse: ({ products, summary }) => {
    const units = products.reduce((sum, { stock }) => sum + stock, 0);
    const isLow = summary.products.soldOut > 0;
    return {
      text: isLow ? t().flow.soldOut(number(summary.products.soldOut)) : t().flow.onShelf(number(units)),
      isInTrouble: isLow,
    };
  },
  topic: ({ summary }) => {
    const { waiting } = summary.outbox;
    return { text: t().flow.unpublished(number(waiting)), isBusy: waiting > 0 };
  },
  company: ({ summary }) => ({
    text: summary.restocks.open > 0 ? t().flow.making(number(summary.restocks.open)) : t().flow.idle,
    isBusy: summary.restocks.open > 0,
    isInTrouble: summary.restocks.overdue > 0,
  }),
  advertising: ({ summary }) => {
    const { running, stopped } = summary.advertisements;
    return { text: t().flow.advertised(number(running), number(running + stopped)) };
  },
  feed: ({ summary }) => ({
    text: summary.incidents.open > 0 ? t().flow.incidents(number(summary.incidents.open)) : t().flow.calm,
    isInTrouble: summary.incidents.open > 0,
  }),
};
