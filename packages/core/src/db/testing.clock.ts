import { onTestFinished, vi } from "vitest";

/** For tests: no time passes until the test ends, so that what fails has failed at once, on a slow machine too. */
export function stopClock(): void {
  const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
  onTestFinished(() => clock.mockRestore());
}
