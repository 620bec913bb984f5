import { inject } from "vitest";
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
