import { readFaults, type Faults } from "./fault-settings.ts";

/** What is in force for one order; `released` resolves as soon as `hang` is off. */
export type ActiveFaults = Faults & { readonly released: Promise<void> };

export interface FaultSwitches {
  get(): Faults;
  /**
   * Replaces all switches: a fault that is not named is off. Orders that hang go on unless `hang` stays on.
   * @throws {InvalidFaults} naming the first wrong field.
   */
  set(faults: Partial<Faults>): void;
  /** The faults for one order, which uses up one of their `times`. */
  take(): ActiveFaults;
}

/** Switches for all faults, off at first. */
export function createFaults(): FaultSwitches {
  let current = readFaults({});
  const held: (() => void)[] = [];
  return {
    get: () => current,
    set(faults) {
      current = readFaults(faults);
      if (current.hang === null) for (const release of held.splice(0)) release();
    },
    take() {
      const { hang } = current;
      const released = new Promise<void>((resolve) => (hang === null ? resolve() : held.push(resolve)));
      const active = { ...current, released };
      current = readFaults(
        Object.fromEntries(Object.entries(current).map(([name, on]) => [name, spend(on)])),
      );
      return active;
    },
  };
}

function spend<F extends { times?: number }>(on: F | null): F | null {
  if (on?.times === undefined) return on;
  return on.times > 1 ? { ...on, times: on.times - 1 } : null;
}
