import { createSignal } from "solid-js";

/** The pages of the console, in the order of its menu. */
export const pages = [
  "flow",
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
  const [name = "", id] = hash.replace(/^#\/?/, "").split("/");
  const page = pages.find((known) => known === name) ?? "flow";
  return { page, id: id ? decode(id) : undefined };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const href = (page: Page, id?: string) =>
  `#/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;

const [route, setRoute] = createSignal(readRoute(globalThis.location?.hash ?? ""));
export { route };

/** Follows the address bar. */
export function watchRoute(): void {
  window.addEventListener("hashchange", () => setRoute(readRoute(location.hash)));
}
