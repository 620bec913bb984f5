import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createStore } from "../../src/testing.ts";
import { mutants, races } from "./mutants.ts";
import { inSequence, stepByStep } from "./properties.ts";
import { runs } from "./settings.ts";
import { type Shop, verbs } from "./store.ts";

vi.mock("../../src/event/publish.ts", () => ({ publish: () => Promise.resolve([]) }));
vi.stubEnv("RESTOCK_OVERDUE_MS", "3600000");

let shop: Shop;
beforeAll(async () => void (shop = await createStore()));
afterAll(() => shop.stop());

const reason = ({ errorInstance }: { errorInstance: unknown }) => String(errorInstance);

test.each(Object.entries(mutants))("one after the other finds %s", async (_, mutant) => {
  const property = inSequence(shop, { ...verbs, ...mutant });
  const result = await fc.check(property, { ...runs(60), endOnFailure: true });
  console.log(_, result.failed, result.numRuns);
  expect(reason(result)).toContain("what the reference says after");
}, 300_000);

test.each(Object.entries(races))("statement by statement finds %s", async (_, mutant) => {
  const property = stepByStep(shop, { ...verbs, ...mutant });
  const result = await fc.check(property, { ...runs(60), endOnFailure: true });
  console.log(_, result.failed, result.numRuns);
  expect(reason(result)).toContain("No order of these operations explains their answers");
}, 300_000);
