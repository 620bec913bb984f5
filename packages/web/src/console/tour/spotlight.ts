import { createEffect, createSignal, onCleanup } from "solid-js";

/** Where something is on the screen. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

const LOOK_MS = 150;
/** What the header covers, and as much again below it. */
const CLEAR = 24;

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Where the element of a selector is, as the page moves and changes; it is brought into sight when it first appears. */
export function createSpotlight(selector: () => string | undefined, panel: () => HTMLElement | undefined) {
  const [place, setPlace] = createSignal<Place>();

  createEffect(() => {
    const wanted = selector();
    setPlace(undefined);
    if (wanted === undefined) return;
    let isShown = false;
    const look = () => {
      const element = document.querySelector(wanted);
      if (!element) return setPlace(undefined);
      if (!isShown) bringIntoSight(element, panel());
      isShown = true;
      const { left, top, width, height } = element.getBoundingClientRect();
      return setPlace({ left, top, width, height });
    };
    const looking = setInterval(look, LOOK_MS);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    onCleanup(() => {
      clearInterval(looking);
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    });
  });

  return place;
}

/**
 * Scrolls so that the element stands in the middle of what header and panel leave free, or begins there; with the whole
 * picture that it is part of, where there is room.
 */
function bringIntoSight(element: Element, panel: HTMLElement | undefined): void {
  const header = Math.max(document.querySelector(".top")?.getBoundingClientRect().bottom ?? 0, 0);
  const free = innerHeight - header - (panel?.offsetHeight ?? 0) - CLEAR;
  const whole = (element.closest("svg") ?? element).getBoundingClientRect();
  const { top, height } = whole.height <= free ? whole : element.getBoundingClientRect();
  const room = Math.max(CLEAR, (free - height) / 2);
  window.scrollBy({ top: top - header - room, behavior: isStill() ? "auto" : "smooth" });
}
