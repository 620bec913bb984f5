import { BATCH, depth, giveBack, type Message, receive } from "./queues.ts";

/** Milliseconds a walk may take: less than its messages stay hidden from others, and than a route may take. */
const WITHIN_MS = 5_000;
/** How often in a row nothing may come while messages are still counted: others may be looking at them. */
const PATIENCE = 2;

interface Walk {
  /** True: the message is gone, and not to be given back. */
  visit: (message: Message) => Promise<boolean>;
  /** Whether enough has been seen. */
  enough?: () => boolean;
  limit?: number;
}

/**
 * Visits the messages that are in a dead-letter queue now, as far as they can be had within five seconds, and returns how
 * many are gone from it. SQS has no peek: messages are received and, unless they are gone, given back in the end,
 * which a dead-letter queue does not mind, as its receive counts lead nowhere. An empty queue is not waited for.
 */
export async function walk(queueUrl: string, { visit, enough, limit = Infinity }: Walk): Promise<number> {
  const { visible, inFlight } = await depth(queueUrl);
  const wanted = Math.min(limit, visible + inFlight);
  const until = Date.now() + WITHIN_MS;
  const held = new Map<string, Message>();
  let gone = 0;
  let misses = 0;
  const isLeft = () => held.size + gone < wanted && !enough?.();
  try {
    while (isLeft() && misses < PATIENCE && Date.now() < until) {
      const batch = await receive(queueUrl, Math.min(BATCH, wanted - held.size - gone));
      misses = batch.length === 0 ? misses + 1 : 0;
      for (const message of batch) held.set(message.MessageId ?? "", message);
      const visits = await Promise.allSettled(batch.map(visit));
      for (const [index, result] of visits.entries())
        if (result.status === "fulfilled" && result.value && held.delete(batch[index]?.MessageId ?? ""))
          gone += 1;
      for (const result of visits) if (result.status === "rejected") throw result.reason;
    }
  } finally {
    await giveBack(queueUrl, [...held.values()]);
  }
  return gone;
}

/** Up to `limit` messages of a dead-letter queue, which stay in it. */
export async function peek(queueUrl: string, limit: number): Promise<Message[]> {
  const seen = new Map<string, Message>();
  const visit = async (message: Message) => {
    seen.set(message.MessageId ?? "", message);
    return false;
  };
  await walk(queueUrl, { visit, limit });
  return [...seen.values()];
}
