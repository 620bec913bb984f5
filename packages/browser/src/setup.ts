import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { type Address, startStore } from "./store.ts";

declare module "vitest" {
  interface ProvidedContext {
    store: Address;
    chromium: string;
  }
}

/** One browser program and one store for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("chromium", await findChromium((line) => console.log(line)));
  const { stop, ...address } = await startStore();
  project.provide("store", address);
  return stop;
}
