/** How many clients are remembered; whoever was not seen for longest is forgotten first, with a full bucket. */
const CLIENTS = 10_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * A token bucket for each client, of one second's tokens. Taking one returns 0, or the seconds after which there will
 * be one. `now` is a clock in milliseconds.
 */
export function tokenBuckets(now: () => number = () => performance.now(), clients = CLIENTS) {
  const buckets = new Map<string, Bucket>();

  return function take(client: string, perSecond: number): number {
    const filledAt = now();
    const size = Math.max(1, perSecond);
    const bucket = buckets.get(client) ?? { tokens: size, filledAt };
    const filled = bucket.tokens + ((filledAt - bucket.filledAt) / 1000) * perSecond;
    const tokens = Math.min(size, filled);
    const isAllowed = tokens >= 1;
    // Deleted first, so that the map's order is from the longest unseen to the latest.
    buckets.delete(client);
    buckets.set(client, { tokens: isAllowed ? tokens - 1 : tokens, filledAt });
    const [oldest] = buckets.keys();
    if (buckets.size > clients && oldest !== undefined) buckets.delete(oldest);
    return isAllowed ? 0 : (1 - tokens) / perSecond;
  };
}
