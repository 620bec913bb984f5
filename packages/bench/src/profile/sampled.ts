/** As much of V8's CPU profile as it takes to say where the time went (Chrome DevTools Protocol, domain Profiler). */
export interface CpuProfile {
  nodes: readonly {
    id: number;
    callFrame: { functionName: string; url: string };
    children?: readonly number[] | undefined;
  }[];
  /** Microseconds of the machine's monotonic clock. */
  startTime: number;
  /** Ids of the nodes that were found running. */
  samples?: readonly number[] | undefined;
  /** Microseconds since the sample before. */
  timeDeltas?: readonly number[] | undefined;
}

/** Microseconds of the same clock. */
export const clock = () => Number(process.hrtime.bigint() / 1000n);

/** The parts of the way of a sale by the files that they are in; the first that fits. */
const PARTS: readonly [RegExp, string][] = [
  [/packages\/bench\/src/, "load"],
  [/packages\/local\/src\/http|packages\/local\/src\/lambda|p-limit|yocto-queue/, "HTTP API"],
  [/node_modules\/hono|valibot|packages\/functions/, "Hono and validation"],
  [/drizzle-orm/, "drizzle"],
  [/@planetscale\/database|packages\/core\/src\/db\/fetch/, "driver and its HTTP"],
  [/packages\/core/, "the verb"],
  [/packages\/gateway/, "gateway and its HTTP"],
  [/mysql2|sql-escaper|iconv-lite|aws-ssl|denque|lru\.min|named-placeholders|generate-function/, "mysql2"],
];

/** What is left of the thread's time. */
export const IDLE = "idle";
const SYSTEM = "sockets, streams and timers";
const OWN: ReadonlyMap<string, string> = new Map([
  ["(garbage collector)", "garbage collection"],
  ["(program)", SYSTEM],
  ["(idle)", IDLE],
]);

/**
 * Microseconds by part between two moments of the clock. What Node's own code takes belongs to the part that called
 * it, where one did.
 */
export function sampled(
  { nodes, startTime, samples = [], timeDeltas = [] }: CpuProfile,
  from: number,
  to: number,
) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number, callers: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const { functionName, url } = node.callFrame;
    const part = OWN.get(functionName) ?? PARTS.find(([files]) => files.test(url))?.[1] ?? callers;
    parts.set(id, part);
    for (const child of node.children ?? []) visit(child, part);
  };
  const [root] = nodes;
  if (root) visit(root.id, SYSTEM);
  const spent = new Map<string, number>();
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    const took = timeDeltas[index] ?? 0;
    at += took;
    if (at < from || at > to) continue;
    const part = parts.get(id) ?? SYSTEM;
    spent.set(part, (spent.get(part) ?? 0) + took);
  }
  return spent;
}
