import { queues } from "@donut-states/core/topology";

export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[]; // Object.keys forgets the literal keys

/** The parts of the system as the picture shows them. */
export type PartId =
  | "buyers"
  | "sales"
  | "warehouse"
  | "topic"
  | "advertising"
  | "feed"
  | "company"
  | "callback"
  | `queue:${QueueName}`
  | `consumer:${QueueName}`;

/** What a part is, which decides how it is drawn. */
export type Kind = "people" | "function" | "store" | "topic" | "queue" | "company";

export const kindOf = (id: PartId): Kind => {
  if (id === "buyers") return "people";
  if (id === "warehouse" || id === "feed" || id === "advertising") return "store";
  if (id === "topic") return "topic";
  if (id === "company") return "company";
  return id.startsWith("queue:") ? "queue" : "function";
};

/** Whose queue a part belongs to; undefined for what belongs to none. */
export const queueOf = (id: PartId): QueueName | undefined =>
  queueNames.find((name) => id === `queue:${name}` || id === `consumer:${name}`);

/** The queues that the topic feeds with events of this type, as the subscriptions' filter policies have it. */
export function subscribers(type: string): QueueName[] {
  return queueNames.filter((name) => {
    const events: "all" | "none" | readonly string[] = queues[name].events;
    return events === "all" || (events !== "none" && events.includes(type));
  });
}

/** What each consumer works on; a queue that is not named here works on the warehouse. */
const ends: Partial<Record<QueueName, PartId>> = { factory: "company", ads: "advertising", ops: "feed" };

export const endOf = (name: QueueName): PartId => ends[name] ?? "warehouse";

/** Who puts messages on the queues that the topic does not feed. */
const senders: Partial<Record<QueueName, PartId>> = { receipts: "callback" };

export const senderOf = (name: QueueName): PartId =>
  queues[name].events === "none" ? (senders[name] ?? "sales") : "topic";

/** The arrows of the picture. */
export const arrows: readonly (readonly [PartId, PartId])[] = [
  ["buyers", "sales"],
  ["sales", "warehouse"],
  ["warehouse", "topic"],
  ["company", "callback"],
  ...queueNames.flatMap((name): [PartId, PartId][] => [
    [senderOf(name), `queue:${name}`],
    [`queue:${name}`, `consumer:${name}`],
    [`consumer:${name}`, endOf(name)],
  ]),
];
