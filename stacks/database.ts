import { prepare } from "@donut-states/core/topology";
import { Script, type StackContext, use } from "sst/constructs";
import { Edge } from "./edge.ts";
import { storeFunction } from "./store-function.ts";

/** Brings the schema and the catalogue into the stage's database, before anything is deployed that relies on them. */
export function Database({ stack }: StackContext) {
  const { secrets } = use(Edge);
  const step = storeFunction(stack, "PrepareDatabase", prepare, secrets, [], {
    copyFiles: [{ from: prepare.files, to: prepare.files }],
    // It runs in AWS under `sst dev` too, as a script cannot wait for this machine.
    enableLiveDev: false,
  });
  return { script: new Script(stack, "Prepare", { onCreate: step, onUpdate: step }) };
}
