import { createSignal } from "solid-js";
import { hashNow, readHash, watchHash, writeHash } from "../kit/hash.ts";

/** The pages of the console, in the order of its menu. */
export const pages = [
  "flow",
  "charts",
  "restocks",
  "incidents",
  "queues",
  "products",
  "trace",
  "mail",
  "faults",
] as const;
export type Page = (typeof pages)[number];

/** Where the reader is: a page, and what of it, as in `#/products/CP-502101`. */
export interface Route {
  page: Page;
  id: string | undefined;
}

export function readRoute(hash: string): Route {
  const [name, id] = readHash(hash);
  return { page: pages.find((known) => known === name) ?? "flow", id };
}

export const href = (page: Page, id?: string) => writeHash(page, ...(id === undefined ? [] : [id]));

const [route, setRoute] = createSignal(readRoute(hashNow()));
export { route };

/** Follows the address bar. */
export const watchRoute = () => watchHash((hash) => setRoute(readRoute(hash)));
