import { api, crons, queues } from "@donut-states/core/topology";
import { budgetOf } from "@donut-states/stacks/budget";
import { bundle, type Bundle } from "@donut-states/stacks/bundle";
import { median } from "../statistics.ts";
import { coldStart, type Start } from "./start.ts";

/** A function's cold start: medians of its starts, sizes in bytes. */
export interface Row extends Start {
  name: string;
  /** Code that a cold start reads, and that with what is read only where it is needed. */
  loaded: number;
  total: number;
  /** What `loaded` may be; null where it is no function of the product. */
  budget: number | null;
  /** By the clock, as a multiple of the empty Hono handler's. */
  ratio: number;
}

const baseline = ["empty", "hono"].map((name) => ({
  name: `baseline/${name}`,
  entry: `packages/bench/src/cold/baseline/${name}.ts`,
  budget: null,
}));
const reference = "baseline/hono";

const specs = [api, queues, crons].flatMap((kind) => Object.values(kind));
const ours = specs.map(({ handler }) => ({
  name: handler.replace("packages/functions/src/", "").replace(/\.handler$/, ""),
  entry: handler.replace(/\.handler$/, ".ts"),
  budget: budgetOf(handler),
}));

/**
 * Bundles every function into `directory`, then starts each `rounds` times, all of them in turn, so that what else the
 * machine does meets all alike. One round before is not counted: it reads the files from the disk.
 */
export async function measureColdStarts(
  directory: string,
  rounds: number,
  onRound: (round: number) => void,
): Promise<Row[]> {
  const functions = [];
  for (const spec of [...baseline, ...ours])
    functions.push({ ...spec, bundle: await bundle(spec.entry, directory), starts: new Array<Start>() });
  for (let round = 0; round <= rounds; round++) {
    for (const {
      bundle: { file },
      starts,
    } of functions) {
      const start = await coldStart(file);
      if (round > 0) starts.push(start);
    }
    onRound(round);
  }
  return rows(functions);
}

interface Started {
  name: string;
  budget: number | null;
  bundle: Bundle;
  starts: Start[];
}

/** The medians of what was measured, and how they compare. */
export function rows(functions: readonly Started[]): Row[] {
  const wallOf = ({ starts }: Started) => median(starts.map(({ wallMs }) => wallMs));
  const referenceMs = Math.min(...functions.filter(({ name }) => name === reference).map(wallOf));
  return functions.map((started) => ({
    name: started.name,
    loaded: started.bundle.loaded,
    total: started.bundle.total,
    budget: started.budget,
    wallMs: wallOf(started),
    cpuMs: median(started.starts.map(({ cpuMs }) => cpuMs)),
    rssMb: median(started.starts.map(({ rssMb }) => rssMb)),
    ratio: wallOf(started) / referenceMs,
  }));
}
