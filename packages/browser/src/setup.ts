import { rm } from "node:fs/promises";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { PICTURES } from "./picture.ts";
import { type Address, startStore } from "./store.ts";

declare module "vitest" {
  interface ProvidedContext {
    store: Address;
    /** Where the browser of this run listens. */
    browser: string;
  }
}

/** One browser and one store for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await findChromium((line) => console.log(line));
  await rm(PICTURES, { recursive: true, force: true });
  const { stop, ...address } = await startStore();
  const browser = await chromium.launchServer({ executablePath, args: ["--no-sandbox"], host: "127.0.0.1" });
  project.provide("store", address);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await stop();
  };
}
