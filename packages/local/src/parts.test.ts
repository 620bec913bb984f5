import { EventEmitter, once } from "node:events";
import { expect, test } from "vitest";
import { Parts, Together } from "./parts.ts";

const part = (log: string[], name: string, until: Promise<unknown> = Promise.resolve()) => ({
  stop: async () => {
    log.push(`${name} stops`);
    await until;
    log.push(`${name} ended`);
  },
});

test("parts stop in reverse order, those together side by side, and a failure keeps no other running", async () => {
  const log: string[] = [];
  const parts = new Parts(new AbortController().signal);
  parts.keep(part(log, "database"));
  const together = parts.keep(new Together());
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  together.keep(part(log, "first", opened));
  together.keep({ stop: () => Promise.reject(new Error("broken")) });
  together.keep({ stop: async () => void gate.emit("open") });
  await expect(parts.stop()).rejects.toThrow("broken");
  expect(log).toEqual(["first stops", "first ended", "database stops", "database ended"]);
});

test("nothing is added once the start is given up, and what was added is stopped", async () => {
  const log: string[] = [];
  const giveUp = new AbortController();
  const parts = new Parts(giveUp.signal);
  giveUp.abort();
  await expect(parts.add(Promise.resolve(part(log, "broker")))).rejects.toThrow("aborted");
  await parts.stop();
  expect(log).toEqual(["broker stops", "broker ended"]);
});
