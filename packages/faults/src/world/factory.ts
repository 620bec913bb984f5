import type { Line } from "@donut-states/factory/factory";
import { type RunningFactory, startFactory as startLegacyFactory } from "@donut-states/factory/server";
import { quietPort } from "./ports.ts";

/** The legacy factory in this process: its fault switches, and what is worse. */
export interface FaultyFactory {
  readonly url: string;
  /** Its switches, all off after each start. */
  readonly faults: RunningFactory["faults"];
  /** Every production of all its lives, oldest first, also those that a kill ended. */
  orders(): Line[];
  /** Resolves when no production is running and every callback has been sent. */
  idle(): Promise<void>;
  /** Refuses connections and forgets every production, as the real one does when it ends. */
  kill(): Promise<void>;
  /** Starts it again at the same address; nothing happens while it runs. */
  start(): Promise<void>;
  /** Ends it. May be called again. */
  stop(): Promise<void>;
}

/** Starts a factory on a port that it keeps; a production takes four steps of `stepMs` milliseconds. */
export async function startFactory(stepMs: number): Promise<FaultyFactory> {
  const port = await quietPort();
  const former: Line[] = [];
  let running = true;
  let factory = await startLegacyFactory({ port, stepMs });
  const kill = async () => {
    if (!running) return;
    running = false;
    former.push(...factory.orders());
    await factory.stop();
  };
  return {
    url: factory.url,
    get faults() {
      return factory.faults;
    },
    orders: () => (running ? [...former, ...factory.orders()] : [...former]),
    idle: () => factory.idle(),
    kill,
    start: async () => {
      if (running) return;
      factory = await startLegacyFactory({ port, stepMs });
      running = true;
    },
    stop: kill,
  };
}
