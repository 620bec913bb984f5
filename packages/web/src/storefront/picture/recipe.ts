export interface Recipe {
  shape: "ring" | "cruller" | "cracked";
  dough: string;
  crust: string;
  glaze: string;
  topping: "sprinkles" | "drizzle" | "crumbs" | "shine";
  /** Colours of the topping. */
  accents: readonly [string, ...string[]];
}

const DOUGH = { dough: "#e0a35c", crust: "#b9752f" };

const recipes: readonly [Recipe, ...Recipe[]] = [
  { ...DOUGH, shape: "ring", glaze: "#f59a3c", topping: "drizzle", accents: ["#ffe1a8", "#d9661f"] },
  { ...DOUGH, shape: "cruller", glaze: "#a9bf5a", topping: "shine", accents: ["#e6efb4"] },
  {
    shape: "cracked",
    dough: "#75655c",
    crust: "#4a3e38",
    glaze: "#ddd3c6",
    topping: "crumbs",
    accents: ["#3a322e", "#5b5049"],
  },
  {
    ...DOUGH,
    shape: "ring",
    glaze: "#ef7f9c",
    topping: "sprinkles",
    accents: ["#ffffff", "#fbe06f", "#7fd0c3"],
  },
  { ...DOUGH, shape: "ring", glaze: "#6fbfe0", topping: "drizzle", accents: ["#ffffff", "#2f7fb0"] },
  { ...DOUGH, shape: "ring", glaze: "#f0c27a", topping: "shine", accents: ["#fff6df"] },
  {
    ...DOUGH,
    shape: "ring",
    glaze: "#fff4e2",
    topping: "sprinkles",
    accents: ["#f29bb0", "#8fc7e8", "#f5c451"],
  },
  {
    ...DOUGH,
    shape: "ring",
    glaze: "#8aa863",
    topping: "crumbs",
    accents: ["#ead3a0", "#d9b877", "#f6e7c3"],
  },
];

/** A number that a sku always has; skus that follow each other have numbers that do. */
export const seedOf = (sku: string): number =>
  Array.from(sku).reduce((seed, character) => (seed * 31 + (character.codePointAt(0) ?? 0)) >>> 0, 7);

/** How a donut looks is its sku's alone: neighbours on the shelf differ, and each looks the same everywhere. */
export const recipeOf = (sku: string): Recipe => recipes[seedOf(sku) % recipes.length] ?? recipes[0];

/** Numbers from 0 to 1 that look like chance and are the same for the same seed (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
