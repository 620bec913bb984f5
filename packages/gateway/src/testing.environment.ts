import { afterAll, vi } from "vitest";

/**
 * Vitest's setupFile: what a test file does to the environment ends with it, as the next may run in the same process.
 */
const before = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
