import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

const PICTURES = fileURLToPath(new URL("../pictures", import.meta.url));

/** What the browser says of an answer that is meant to be a refusal. */
const REFUSAL = /Failed to load resource: the server responded with a status of (401|404|409)/;

export type Language = "ko" | "en";

export interface Visit extends BrowserContextOptions {
  language?: Language;
  /** Signed in to the console. */
  isOperator?: boolean;
}

/** A real Chromium for a test file. What a page complains of in its console fails the test that opened it. */
export function useBrowser() {
  let browser: Browser | undefined;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject("chromium"), args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** Opens a page as somebody new, on a device of their own. */
  async function open(
    path: string,
    { language = "ko", isOperator = false, ...options }: Visit = {},
  ): Promise<Page> {
    if (!browser) throw new Error("The browser is not running yet");
    const { webUrl, opsToken } = inject("store");
    const context = await browser.newContext({ locale: language === "ko" ? "ko-KR" : "en-US", ...options });
    if (isOperator)
      await context.addInitScript(
        (token) => sessionStorage.setItem("donut-states.ops-token", token),
        opsToken,
      );
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !REFUSAL.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(webUrl + path);
    return page;
  }

  return { open };
}

/** Keeps a picture of a page, for a person to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true, animations: "disabled" });
}
