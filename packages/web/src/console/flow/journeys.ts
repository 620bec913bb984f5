import { endOf, type PartId, subscribers, type QueueName } from "./parts.ts";

/** The parts that a message of one kind comes through, one after another. */
export type Journey = readonly PartId[];

const through = (name: QueueName): PartId[] => [`queue:${name}`, `consumer:${name}`];

/** What led to an event, as far as it is a way through the picture. */
const before: Record<string, Journey> = {
  "order.completed": ["buyers", "sales", "warehouse"],
  "order.refused": ["buyers", "sales", "warehouse"],
  "restock.accepted": ["consumer:factory", "company"],
  "restock.completed": ["company", "callback", ...through("receipts"), "warehouse"],
};

/** The ways of an event: what led to it, then out through the topic to every queue that subscribes to its type. */
export function journeysOf(type: string): Journey[] {
  const fanOut = subscribers(type).map((name): Journey => {
    const end = endOf(name);
    // The factory's own answer is told by `restock.accepted`.
    return ["warehouse", "topic", ...through(name), ...(end === "company" ? [] : [end])];
  });
  const led = before[type];
  return led ? [led, ...fanOut] : fanOut;
}

/** How an event looks on its way: what goes well, what asks for goods, what brings them, what went wrong. */
export function toneOf(type: string): "sale" | "ask" | "goods" | "trouble" {
  if (/^(order\.completed|reservation\.)/.test(type)) return "sale";
  if (/^(stock\.replenished|restock\.completed)$/.test(type)) return "goods";
  if (/^(restock\.(requested|accepted)|stock\.empty)$/.test(type)) return "ask";
  return "trouble";
}
