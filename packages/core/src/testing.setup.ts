import { afterAll, vi } from "vitest";

/** Vitest's setupFile: what a test file said of the environment ends with it, as the next may run in the same thread. */
afterAll(() => void vi.unstubAllEnvs());
