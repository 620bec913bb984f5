import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { v1 as uuid } from "uuid";
import { callBack, type Deliver } from "./callback.ts";
import type { Order } from "./order.ts";

/** The stations that every order passes: start, preparation, production, packing, end. */
export const steps = ["시작", "준비", "생산", "포장", "종료"] as const;
export type Step = (typeof steps)[number];

/** What anybody may know of one production; times are ISO 8601. Values of another type than the usual show as null. */
export interface Line {
  readonly id: string;
  readonly sku: string | number | null;
  readonly count: string | number | null;
  readonly requester: string | number | null;
  readonly step: Step;
  readonly startedAt: string;
  /** When `step` was reached. */
  readonly steppedAt: string;
}

export interface Factory {
  /** Starts another production, whatever was ordered before; `deliver` replaces the one callback at its end. */
  manufacture(order: Order, deliver?: Deliver): Line;
  /** Every production since the start, oldest first; of the ended ones the last 1000. */
  lines(): Line[];
  /** Resolves when no production is running and every callback has been sent. */
  idle(): Promise<void>;
  /** Aborts with `stop()`: whoever works for the factory stops too. */
  readonly stopped: AbortSignal;
  /** Ends all productions where they are, without a callback. */
  stop(): void;
}

const endedLinesKept = 1000;

/** A factory with its state in memory only; a production takes four steps of `stepMs` milliseconds (in reality 10 000). */
export function createFactory({ stepMs }: { stepMs: number }): Factory {
  const lines = new Map<string, Line>();
  const ended: string[] = [];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  // Every production listens for the stop, which is no leak.
  setMaxListeners(0, stopping.signal);

  async function produce(line: Line, order: Order, deliver: Deliver): Promise<void> {
    for (const step of steps.slice(1)) {
      await sleep(stepMs, undefined, { signal: stopping.signal });
      lines.set(line.id, { ...line, step, steppedAt: new Date().toISOString() });
    }
    if (ended.push(line.id) > endedLinesKept) lines.delete(ended.shift() ?? "");
    await deliver(order, stopping.signal);
  }

  return {
    stopped: stopping.signal,
    stop: () => stopping.abort(),
    lines: () => [...lines.values()],
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    manufacture(order, deliver = callBack) {
      const line = startLine(order);
      lines.set(line.id, line);
      // A production ends early only with the factory itself, and then there is nobody left to tell.
      const production = produce(line, order, deliver).catch(() => {});
      running.add(production);
      void production.then(() => running.delete(production));
      return line;
    },
  };
}

function startLine({ sku, count, requester }: Order): Line {
  const now = new Date().toISOString();
  return {
    id: uuid(),
    sku: printable(sku),
    count: printable(count),
    requester: printable(requester),
    step: steps[0],
    startedAt: now,
    steppedAt: now,
  };
}

function printable(value: unknown): string | number | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}
