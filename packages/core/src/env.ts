/** An environment variable; an empty one counts as unset. */
export function optional(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** An environment variable without which nothing works; throws an Error that names it. */
export function required(name: string): string {
  const value = optional(name);
  if (value === undefined) throw new Error(`Configuration is missing: ${name} is not set`);
  return value;
}

/** A number above 0; throws an Error that names a variable that is none. */
export function positive(name: string): number | undefined {
  const text = optional(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`Configuration is wrong: ${name} must be a number above 0`);
}
