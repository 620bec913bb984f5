import type { Route } from "./route.ts";
import { HEADING, linkId, rowId } from "./ui/ids.ts";

/** Where on the shelf somebody was, and the page that was left last. */
let place = 0;
let before: Route = { page: "shelf" };

/** Called while the page that is left still stands. */
export function leave(left: Route): void {
  if (left.page === "shelf") place = scrollY;
  before = left;
}

/** What somebody came for: the order, the product that one comes back from, or what the page is called. */
function target(to: Route): string {
  if (to.page === "mine" && to.id !== undefined) return rowId(to.id);
  if (to.page === "shelf" && before.page === "product") return linkId(before.sku);
  return HEADING;
}

/** A page begins at its top, and the shelf where it was left. The keyboard goes along. */
export function arrive(to: Route): void {
  scrollTo({ top: to.page === "shelf" ? place : 0, behavior: "instant" });
  const found = document.getElementById(target(to)) ?? document.getElementById("main");
  found?.focus({ preventScroll: true });
  if (to.page === "mine" && to.id !== undefined) found?.scrollIntoView({ block: "center" });
}
