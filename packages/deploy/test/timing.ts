const lines: string[] = [];

/** Runs a step and keeps how long it took, for `printTimings`. */
export async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  lines.push(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${step}`);
  return result;
}

/** Keeps a line beside them. */
export const note = (line: string): void => void lines.push(`${" ".repeat(10)}${line}`);

/** Prints the steps so far, and begins anew. */
export function printTimings(): void {
  console.log(lines.splice(0).join("\n"));
}
