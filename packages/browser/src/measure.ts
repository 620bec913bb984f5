import type { Page } from "playwright-core";
import type { Language } from "./visit.ts";

/** Pixels that the page is wide; more than the window has, and one would have to scroll sideways. */
export const widest = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** What the page says in this language outside of what is marked as being in it, as the goods' Korean names are. */
export const wordsOf = (page: Page, language: Language) =>
  page.evaluate((marked) => {
    const script = marked === "ko" ? /\p{Script=Hangul}/u : /\p{Script=Latin}/u;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      const isMarked = node.parentElement?.closest("[lang]")?.getAttribute("lang") === marked;
      const isOwn = node.parentElement?.closest("script, style, pre, option, noscript");
      if (script.test(text) && !isMarked && !isOwn) found.push(text);
    }
    return found;
  }, language);
