import * as v from "valibot";

/**
 * The body of a part's process: starts what its settings ask for, tells its parent what it is reached by, and ends when
 * the parent lets go or is gone.
 */
export async function part<Schema extends v.GenericSchema>(
  schema: Schema,
  start: (settings: v.InferOutput<Schema>) => Promise<object>,
): Promise<void> {
  process.once("disconnect", () => process.exit());
  // A terminal's Ctrl-C reaches parent and children alike; the parent decides.
  process.on("SIGINT", () => {});
  const settings = v.parse(schema, JSON.parse(process.argv[2] ?? "{}"));
  process.send?.(await start(settings));
}

/** A database server, as parts are told of it. */
export const Address = v.object({ host: v.string(), port: v.number(), user: v.string() });
