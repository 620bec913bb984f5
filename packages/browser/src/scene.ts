import { setTimeout as pause } from "node:timers/promises";
import { call } from "./call.ts";
import type { Address } from "./store.ts";

/** What there is to see in a store of the tests. No other test sells its product. */
export interface Scene {
  sku: string;
  /** The id of one story: an order at the factory that did not get there. */
  story: string;
}

const SKU = "CP-502108";
const product = {
  name: "유자 설탕 도넛",
  price: 4_300,
  factory: "FF-500417",
  initialStock: 6,
  adManager: "yuja_ad@donut-states.example",
};

/**
 * Something for every page to show: a product sold out while the factory was down, so that there is an open restock, a
 * dead letter, an incident, and mail to the manager of its advertisement. Nothing tries again by itself, but whoever
 * redrives all dead letters undoes it: then it can be set again.
 */
export async function setScene(store: Address): Promise<Scene> {
  const ask = <T>(path: string) => call<T>(store, "GET", path);
  const stock = async () => (await ask<{ stock: number }>(`/products/${SKU}`)).stock;
  const letter = async () => {
    const { messages } = await ask<DeadLetters>("/ops/queues/factory/dead-letters");
    return messages.find(({ event }) => event.subject === SKU);
  };
  await call(store, "PUT", `/ops/products/${SKU}`, product);
  if (!(await letter())) {
    await until(async () => (await stock()) > 0);
    await call(store, "PATCH", "/ops/faults", { factory: "down" });
    await call(store, "POST", "/checkout", { sku: SKU, quantity: await stock() });
    await until(async () => (await letter()) !== undefined);
    await call(store, "PATCH", "/ops/faults", { factory: "none" });
  }
  for (const list of ["incidents", "mail"])
    await until(async () => Object.values(await ask<object>(`/ops/${list}`)).flat().length > 0);
  const { correlationid } = (await letter())?.event ?? {};
  if (!correlationid) throw new Error("The scene's dead letter is gone");
  return { sku: SKU, story: correlationid };
}

interface DeadLetters {
  messages: { event: { subject?: string; correlationid?: string } }[];
}

/** Resolves once that holds, however long it takes; whoever waits has a limit of their own. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}
