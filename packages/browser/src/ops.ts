import { expect, inject } from "vitest";
import { call } from "./call.ts";

/** Calls the operations' routes of the store, past the pages: to set a scene, or to see what came of one. */
export const ops = <T>(method: string, path: string, body?: object) =>
  call<T>(inject("store"), method, `/ops${path}`, body);

export interface Restock {
  id: string;
  sku: string;
  status: string;
  attempts: number;
}

/** Newest first. */
export const restocksOf = async (sku: string) =>
  (await ops<{ restocks: Restock[] }>("GET", "/restocks?limit=200")).restocks.filter(
    (row) => row.sku === sku,
  );

/** As after counting the shelf. */
export const adjust = (sku: string, delta: number) =>
  ops("POST", `/products/${sku}/adjustments`, { delta, reason: "counted by the browser test" });

/** What the simulated factory does from now on; while it is silent, what is sold out stays so. */
export const setFactory = (factory: "none" | "silent") => ops("PATCH", "/faults", { factory });

/** Has the factory, which was silent, deliver what a product's latest restock order asks for. */
export async function deliver(sku: string): Promise<void> {
  const latest = async () => (await restocksOf(sku))[0];
  await expect.poll(latest).toMatchObject({ status: "accepted" });
  await setFactory("none");
  await ops("POST", `/restocks/${(await latest())?.id}/retry`);
}
