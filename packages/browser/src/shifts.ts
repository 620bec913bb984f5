import type { Page } from "playwright-core";

/** What moved on a page by itself, without anyone having pressed a moment before; from the `layout-shift` entries. */
interface Shift {
  value: number;
  moved: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
  }
}

/** As the browser hands it over; not yet in TypeScript's own library. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node }[];
}

/** Watches a page from its first paint on. */
export const watchShifts = (page: Page) => page.addInitScript(observe);

/** What has moved so far, after what the page was told has been painted. */
export function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return window.shifts;
  });
}

function observe(): void {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[])
      // of the type that is asked for below
      if (!entry.hadRecentInput)
        window.shifts.push({
          value: entry.value,
          moved: entry.sources.map(({ node }) =>
            (node instanceof Element ? node.outerHTML : "").slice(0, 80),
          ),
        });
  }).observe({ type: "layout-shift", buffered: true });
}
