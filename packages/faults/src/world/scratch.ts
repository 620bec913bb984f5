import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appointExecutor } from "@donut-states/gateway/server/executor";

/** A directory that does not outlive the suite. */
export interface Scratch {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Makes an empty directory; when this process ends before `remove`, it goes with it, and so does a database that runs in it. */
export async function createScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), "donut-states-faults-"));
  const dismissExecutor = appointExecutor(path);
  const remove = async () => {
    await rm(path, { recursive: true, force: true, maxRetries: 10 });
    dismissExecutor();
  };
  return { path, remove };
}
