import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Address } from "./store.ts";

/** Milliseconds for what a loaded machine does slowly; nothing waits for it to pass. */
const PATIENCE = 90_000;

export type Language = "ko" | "en";

export interface Visit extends BrowserContextOptions {
  language?: Language;
  /** Signed in to the console. */
  isOperator?: boolean;
  /** Called with the empty page, before anything is asked for. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** Opens a page of a store as somebody new, on a device of their own. */
export async function visit(browser: Browser, store: Address, path: string, how: Visit = {}): Promise<Page> {
  const { language = "ko", isOperator, prepare, ...options } = how;
  const locale = language === "ko" ? "ko-KR" : "en-US";
  const context = await browser.newContext({ locale, timezoneId: "Asia/Seoul", ...options });
  context.setDefaultTimeout(PATIENCE);
  if (isOperator) await context.addInitScript(signIn, store.opsToken);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(store.webUrl + path);
  return page;
}

/** Runs in every document; the empty one of a new page has no storage. */
function signIn(token: string): void {
  if (location.protocol === "http:") sessionStorage.setItem("donut-states.ops-token", token);
}
