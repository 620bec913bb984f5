import type { Order } from "./order.ts";

/** Reports finished goods to whoever ordered them; never rejects. `stopped` aborts it with the factory. */
export type Deliver = (order: Order, stopped: AbortSignal) => Promise<void>;

/**
 * POSTs the order's body, byte for byte, to its `CallbackUrl`: once, with no retry and no interest in the result.
 * An order without a usable url is delivered nowhere.
 */
export const callBack: Deliver = async ({ callbackUrl, raw }, stopped) => {
  if (callbackUrl === null) return;
  try {
    const answer = await fetch(callbackUrl, {
      method: "POST",
      // A kept-alive connection may be closed by the receiver in the very moment it is used again, and nobody retries.
      headers: { "content-type": "application/json", connection: "close" },
      body: raw,
      redirect: "manual",
      signal: stopped,
    });
    await answer.body?.cancel();
  } catch {
    // The legacy factory does not look: not at a status, not at an unreachable host, not at a bad url.
  }
};
