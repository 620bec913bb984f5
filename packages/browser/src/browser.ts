import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { collectComplaints } from "./complaints.ts";
import { keepPicture } from "./picture.ts";
import { type Visit, visit } from "./visit.ts";

export { keepPicture };

interface Watched extends Visit {
  /** What may be complained of during this visit. */
  isAllowed?: RegExp;
}

/**
 * The real Chromium of this run, for a test file. What a page complains of in its console fails the test that opened it;
 * the pages of a test that failed are kept as pictures. `complaints` is for a test that expects some.
 */
export function useBrowser() {
  let browser: Browser | undefined;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(inject("browser"));
  });
  afterAll(() => browser?.close());
  afterEach(async ({ task }) => {
    const contexts = browser?.contexts() ?? [];
    const pages = task.result?.state === "fail" ? contexts.flatMap((context) => context.pages()) : [];
    for (const [index, page] of pages.entries())
      await keepPicture(page, `failed-${task.name.slice(0, 60).replaceAll(/\W+/g, "-")}-${index}`);
    for (const context of contexts) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  /** Opens a page as somebody new, on a device of their own. */
  async function open(path: string, { isAllowed, prepare, ...how }: Watched = {}): Promise<Page> {
    if (!browser) throw new Error("The browser is not running yet");
    return visit(browser, inject("store"), path, {
      ...how,
      prepare: async (page) => {
        collectComplaints(page.context(), complaints, isAllowed);
        await prepare?.(page);
      },
    });
  }

  return { open, complaints };
}
