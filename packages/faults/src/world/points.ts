import type { SqlProxy } from "./sqlProxy.ts";
import type { Act, Moment, Watch } from "./sqlWatch.ts";

/** A moment in the product's work, known by the statement before or after which it is. */
export interface Point {
  readonly pattern: RegExp;
  readonly moment: Moment;
}

/** The moments at which it matters most what breaks. A test holds their patterns against what the product sends. */
export const points = {
  /** A sale has its intent, and has taken nothing. */
  beforeConfirm: {
    pattern: /^update `orders` o join `product` p .*o\.status = 'confirmed'/is,
    moment: "request",
  },
  /** Stock is taken; the customer does not know, and nobody has thought of restocking. */
  afterConfirm: {
    pattern: /^update `orders` o join `product` p .*o\.status = 'confirmed'/is,
    moment: "reply",
  },
  /** A batch of the surge lane has been taken from its queue, and nothing of it is decided. */
  beforeBatch: {
    pattern: /^update \(select .* from `orders` s .*o\.status = 'confirmed'/is,
    moment: "request",
  },
  /** A batch is confirmed; its messages are still on the queue, and nobody has thought of restocking. */
  afterBatch: { pattern: /^update \(select .* from `orders` s .*o\.status = 'confirmed'/is, moment: "reply" },
  /** A restock order is opened, its events are not stored yet. */
  beforeStore: { pattern: /^insert into `outbox` .*restock\.requested/is, moment: "request" },
  /** A restock order and its events are committed, and not published. */
  beforePublish: {
    pattern: /^begin\n.*insert into `outbox` .*restock\.requested.*\ncommit$/is,
    moment: "reply",
  },
  /** Events are published, and not marked so. */
  beforeMark: { pattern: /^update `outbox` set .*`sent_at` = /is, moment: "request" },
  /** The factory's call is claimed, and not made. */
  beforePost: {
    pattern: /^update `restock` set .*`attempts` = `restock`\.`attempts` \+ 1/is,
    moment: "reply",
  },
  /** The factory has been called, and the order is not marked accepted. */
  afterPost: { pattern: /^update `restock` set .*`status` = 'accepted'/is, moment: "request" },
  /** A receipt has been taken from its queue, and not counted. */
  beforeCredit: { pattern: /^update `restock` r join `product` p .*'completed'/is, moment: "request" },
  /** A receipt is counted and committed; its message is still on the queue. */
  afterCredit: {
    pattern: /^begin\n.*update `restock` r join `product` p .*'completed'.*\ncommit$/is,
    moment: "reply",
  },
} as const satisfies Record<string, Point>;

export type PointName = keyof typeof points;

/** Only a sale of the normal lane is confirmed by itself. */
export const laneOf = (name: PointName): { lane?: "normal" } =>
  name === "beforeConfirm" || name === "afterConfirm" ? { lane: "normal" } : {};

/** Acts at a point; `proxy.disarm` names it where it was never reached. */
export function at(proxy: SqlProxy, name: PointName, act: Act, times = 1): Watch {
  const { pattern, moment } = points[name];
  return proxy.on(pattern, moment, act, { times, name });
}
