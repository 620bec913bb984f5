/** What is on the shelves, and who comes. */
export interface Scenario {
  name: ScenarioName;
  title: string;
  shelves: number;
  /** Units on each. */
  stock: number;
  /** Buyers after whom a round is over; without a number it lasts as long as the environment says. */
  buyers?: number;
}

export type ScenarioName = "ample" | "shelf500" | "soldout" | "ten";

export const AMPLE = 1_000_000;

export const scenarios: readonly Scenario[] = [
  { name: "ample", title: "one product, ample stock", shelves: 1, stock: AMPLE },
  { name: "shelf500", title: "500 on the shelf, 1,500 buyers", shelves: 1, stock: 500, buyers: 1_500 },
  { name: "soldout", title: "sold out", shelves: 1, stock: 0 },
  { name: "ten", title: "ten products, ample stock", shelves: 10, stock: AMPLE },
];

export const everyScenario = scenarios.map(({ name }) => name);
