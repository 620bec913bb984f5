const kept = ["PATH", "HOME", "LANG", "TMPDIR"];

/** This process's environment without what would steer AWS clients, SST or the product: a stage gets only what it is given. */
export function bareEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && kept.includes(name) ? [[name, value]] : [],
    ),
  );
}
