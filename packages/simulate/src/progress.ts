const WIDTH = 40;

/** A bar on a terminal; nothing elsewhere. Call what it returns for each of `total` steps. */
export function progress(total: number, to: NodeJS.WriteStream): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (!to.isTTY) return;
    const filled = Math.round((WIDTH * done) / total);
    const bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    to.write(`\r[${bar}] ${done}/${total}${done === total ? "\n" : ""}`);
  };
}
