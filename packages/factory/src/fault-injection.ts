import { setTimeout as sleep } from "node:timers/promises";
import type { Context, MiddlewareHandler } from "hono";
import { failure, requestBody } from "./answers.ts";
import { callBack, type Deliver } from "./callback.ts";
import type { ActiveFaults, FaultSwitches } from "./faults.ts";
import { readOrder, type Order } from "./order.ts";

export interface FactoryEnv {
  /** Cuts the caller's connection without an answer; only a server with sockets has it. */
  Bindings: { cutConnection?: () => void };
  /** Replaces the factory's own callback. */
  Variables: { deliver?: Deliver };
}

/** Lets the faults that are switched on act on one order; `stopped` aborts with the factory. */
export function injectFaults(faults: FaultSwitches, stopped: AbortSignal): MiddlewareHandler<FactoryEnv> {
  return async (c, next) => {
    const active = faults.take();
    const caller = c.req.raw.signal;
    await active.released;
    if (caller.aborted || active.down !== null) {
      c.res = cut(c);
    } else if (active.error500 !== null) {
      c.res = failure(c, 500, "Internal Server Error");
    } else {
      c.set("deliver", await chooseDelivery(c, active, stopped));
      await next();
    }
    // A caller that no longer waits ends the delay, which is no failure of ours.
    if (active.slow !== null) await sleep(active.slow.ms, undefined, { signal: caller }).catch(() => {});
  };
}

/** Without a socket to destroy, 503 is as near as it gets. */
function cut(c: Context<FactoryEnv>): Response {
  // Hono leaves `env` undefined, whatever its type says, where the caller passes none.
  const { cutConnection }: FactoryEnv["Bindings"] = { ...c.env };
  cutConnection?.();
  return failure(c, 503, "Service Unavailable");
}

async function chooseDelivery(
  c: Context<FactoryEnv>,
  active: ActiveFaults,
  stopped: AbortSignal,
): Promise<Deliver> {
  const deliver = faultyDelivery(active);
  if (active.early === null) return deliver;
  await deliver(readOrder(await requestBody(c)), stopped);
  return nowhere;
}

function faultyDelivery({ silent, duplicate, wrongCount }: ActiveFaults): Deliver {
  if (silent !== null) return nowhere;
  const once: Deliver =
    wrongCount === null ? callBack : (order, stopped) => callBack(withWrongCount(order), stopped);
  if (duplicate === null) return once;
  return async (order, stopped) => {
    await once(order, stopped);
    await once(order, stopped);
  };
}

const nowhere: Deliver = async () => {};

/** One more than was ordered, as a number or a numeric string like the original; 1 where there was no number. */
function withWrongCount(order: Order): Order {
  const count = Number(order.count) + 1 || 1;
  const body: object = JSON.parse(order.text);
  const changed = {
    ...body,
    MessageAttributeProductCnt: typeof order.count === "string" ? `${count}` : count,
  };
  return { ...order, raw: new TextEncoder().encode(JSON.stringify(changed)) };
}
