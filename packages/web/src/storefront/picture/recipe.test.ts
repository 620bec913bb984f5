import { expect, test } from "vitest";
import { createChance, recipeOf, seedOf } from "./recipe.ts";

const skus = Array.from({ length: 8 }, (_, index) => `CP-50210${index + 1}`);

test("a sku always looks the same", () => {
  expect(recipeOf("CP-502101")).toBe(recipeOf("CP-502101"));
  const [one, other] = [createChance(seedOf("A")), createChance(seedOf("A"))];
  expect([one(), one()]).toEqual([other(), other()]);
});

test("neighbours on the shelf look different", () => {
  expect(new Set(skus.map(recipeOf)).size).toBe(skus.length);
});
