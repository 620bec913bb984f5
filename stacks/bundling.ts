/**
 * How every function is bundled, in SST's own terms. Split: what core imports dynamically (the SNS client) is a file of
 * its own, read at first use. Names of functions are left to the source maps: keeping them costs a call for each.
 */
export const bundling = {
  format: "esm",
  splitting: true,
  minify: true,
  sourcemap: true,
  esbuild: { sourcesContent: false, keepNames: false },
} as const;

/** What Node is told when a function starts: errors name the lines of the sources. */
export const nodeOptions = "--enable-source-maps";
