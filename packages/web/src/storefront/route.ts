import { createSignal } from "solid-js";
import { hashNow, readHash, watchHash, writeHash } from "../kit/hash.ts";

/** Where the visitor is. */
export type Route =
  | { page: "shelf" }
  | { page: "product"; sku: string }
  | { page: "mine"; id: string | undefined };

/** What leads nowhere leads to the shelf. */
export function readRoute(hash: string): Route {
  const [name, id] = readHash(hash);
  if (name === "products" && id !== undefined) return { page: "product", sku: id };
  if (name === "mine") return { page: "mine", id };
  return { page: "shelf" };
}

/** The addresses of the pages. */
export const toShelf = (): string => writeHash();
export const toProduct = (sku: string): string => writeHash("products", sku);
/** What was ordered and reserved on this device; with an id, that one of it. */
export const toMine = (id?: string): string => writeHash("mine", ...(id === undefined ? [] : [id]));

const [route, setRoute] = createSignal(readRoute(hashNow()));
export { route };

/** Follows the address bar; `onLeave` is called while the page that is left still stands. */
export const watchRoute = (onLeave: (left: Route) => void) =>
  watchHash((hash) => {
    onLeave(route());
    setRoute(readRoute(hash));
  });
