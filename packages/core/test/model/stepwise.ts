import { setImmediate, setTimeout } from "node:timers/promises";
import type { Scheduler } from "fast-check";
import { connect, type Database } from "../../src/db/client.ts";
import { type DatabaseFetch, keepAliveFetch } from "../../src/db/fetch.ts";

/** After so many milliseconds a statement counts as waiting for a lock, and the next is let go beside it. */
const PATIENCE_MS = 20;

/** Lets statements go one at a time, in an order that the scheduler chooses, so that a history can be replayed. */
export class Gate {
  private running: Promise<unknown> = Promise.resolve();

  /** A connection whose statements wait at the gate; `name` is whose it is. */
  connect(url: string, scheduler: Scheduler, name: string): Database {
    const send = keepAliveFetch(8_000);
    const gated: DatabaseFetch = async (to, init) => {
      await scheduler.schedule(Promise.resolve(), `${name} ${brief(init?.body)}`);
      const answer = send(to, init);
      this.running = answer.catch(() => undefined);
      return answer;
    };
    return connect(url, gated);
  }

  /** For `fc.scheduler({ act })`: lets one go and waits until it has ended or waits itself. */
  readonly act = async (letGo: () => Promise<unknown>): Promise<void> => {
    await letGo();
    await setImmediate();
    await Promise.race([this.running, setTimeout(PATIENCE_MS)]);
    await setImmediate();
  };
}

/** The verb and the table of a statement. */
function brief(body = ""): string {
  const words = /"query":"\s*(\w+)[^`]*(?:`(\w+)`)?/.exec(body);
  return words ? `${words[1]?.toUpperCase()} ${words[2] ?? ""}`.trim() : "session";
}
