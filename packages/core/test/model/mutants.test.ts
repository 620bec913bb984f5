import * as fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { createStore } from "../../src/testing.ts";
import { mutants, races } from "./mutants.ts";
import { inSequence, stepByStep } from "./properties.ts";
import { type Shop, verbs } from "./store.ts";

// Publishing is no part of this: what was to be told is read in the outbox.
vi.mock("../../src/event/publish.ts", () => ({
  publish: (events: readonly { id: string }[]) => Promise.resolve(events.map(({ id }) => id)),
}));
vi.stubEnv("RESTOCK_OVERDUE_MS", "3600000");

let shop: Shop;
beforeAll(async () => void (shop = await createStore()));
afterAll(() => shop.stop());

/** So many that a mutant which survives them is really missed; each is found within the first few dozen. */
const enough = { numRuns: 150, seed: inject("fastCheck").seed, endOnFailure: true };

const reason = ({ errorInstance }: { errorInstance: unknown }) => String(errorInstance);

test.each(Object.entries(mutants))(
  "one after the other finds %s",
  async (_, mutant) => {
    const property = inSequence(shop, { ...verbs, ...mutant });
    const result = await fc.check(property, enough);
    expect(reason(result)).toContain("what the reference says after");
  },
  300_000,
);

test.each(Object.entries(races))(
  "statement by statement finds %s",
  async (_, mutant) => {
    const property = stepByStep(shop, { ...verbs, ...mutant });
    const result = await fc.check(property, enough);
    expect(reason(result)).toContain("No order of these operations explains their answers");
  },
  300_000,
);
