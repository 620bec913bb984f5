import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { appointExecutor } from "../server/executor.ts";
import { temporaryDirectory } from "../testing.ts";

/** A directory for one test's server; neither outlives the test run, not even one that is killed. */
export async function createScratch(): Promise<{ directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(await temporaryDirectory(), "donut-states-test-"));
  const dismissExecutor = appointExecutor(directory);
  const remove = async () => {
    dismissExecutor();
    await rm(directory, { recursive: true, force: true });
  };
  return { directory, remove };
}
