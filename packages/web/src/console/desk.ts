import type { InferResponseType } from "hono/client";
import { createContext, createSignal, onCleanup, onMount, useContext } from "solid-js";
import { type Answer, type Api, ask, createApi } from "./api.ts";
import { createLive } from "./live.ts";
import { newsSince } from "./news.ts";

/** What every page of the console shows something of, asked for together so that it is of one moment. */
async function takePulse({ ops, shop }: Api): Promise<Answer<Pulse>> {
  const [summary, queues, events, products] = await Promise.all([
    ask(ops.summary.$get()),
    ask(ops.queues.$get()),
    ask(ops.events.$get({ query: { limit: "100" } })),
    ask(shop.products.$get()),
  ]);
  if (!summary.ok) return summary;
  if (!queues.ok) return queues;
  if (!events.ok) return events;
  if (!products.ok) return products;
  return { ok: true, value: { summary: summary.value, ...queues.value, ...events.value, ...products.value } };
}

type Of<Route extends { $get: (...args: never[]) => unknown }> = InferResponseType<Route["$get"], 200>;

/** What the console knows of the store. */
export interface Pulse {
  summary: Of<Api["ops"]["summary"]>;
  queues: Of<Api["ops"]["queues"]>["queues"];
  events: Of<Api["ops"]["events"]>["events"];
  products: Of<Api["shop"]["products"]>["products"];
}
export type StoreEvent = Pulse["events"][number];

/** Everything that the console works with, put together once somebody has signed in. */
export function createDesk(apiUrl: string) {
  const api = createApi(apiUrl);
  const heard = new Set<(events: StoreEvent[]) => void>();
  /** The newest event that was told of; undefined until the first look. */
  let last: string | undefined;

  /** Tells of the events since the last look, oldest first; those before the first look are no news. */
  function tell({ events }: Pulse): void {
    const known = last;
    last = events[0]?.id ?? last ?? "";
    if (known === undefined) return;
    const fresh = newsSince(events, known);
    if (fresh.length > 0) for (const hear of heard) hear(fresh);
  }

  const pulse = createLive(() => takePulse(api), {
    everyMs: 1_500,
    onAnswer: tell,
  });
  const [now, setNow] = createSignal(Date.now());
  onMount(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => clearInterval(ticking));
  });

  /** Calls `hear` with whatever happens while its view is open. */
  function listen(hear: (events: StoreEvent[]) => void): void {
    heard.add(hear);
    onCleanup(() => heard.delete(hear));
  }

  /** A product that is on sale. */
  const productOf = (sku: string) => pulse.state.value?.products.find((product) => product.sku === sku);

  return { api, pulse, listen, now, productOf };
}
export type Desk = ReturnType<typeof createDesk>;

const DeskContext = createContext<Desk>();
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk needs a DeskProvider above it");
  return desk;
}
