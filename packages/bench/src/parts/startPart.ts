import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

type PartName = "broker" | "hono" | "naive" | "path" | "roundTrip" | "store";

/** A process of its own beside the load, and what it said of itself when it was ready. */
export interface Part<Told> {
  readonly told: Told;
  readonly stop: () => Promise<void>;
}

/** What a part that answers HTTP says. */
export const Url = v.object({ url: v.string() });

/**
 * Starts `parts/NAME.ts` as a process with these settings, so that what is measured and what measures share no event loop.
 * It ends with this process. Rejects where it ends before it is ready.
 */
export async function startPart<Told extends v.GenericSchema>(
  name: PartName,
  settings: object,
  Told: Told,
  nodeOptions: readonly string[] = [],
): Promise<Part<v.InferOutput<Told>>> {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ["--import", "tsx", ...nodeOptions],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const told = await new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    void exited.then(() => reject(new Error(`The part ${name} ended before it was ready`)));
  });
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  return { told: v.parse(Told, told), stop };
}
