/**
 * A field that AWS always fills, though the SDK types every field of an answer as optional.
 * @throws Error when it is missing after all.
 */
export function given(value: string | undefined, field: string): string {
  if (value === undefined) throw new Error(`AWS answered without ${field}`);
  return value;
}
