import { expect, test } from "vitest";
import { policies } from "./policies.ts";
import { createRandom } from "./random.ts";
import { Shop } from "./shop.ts";

const open = () => new Shop(policies[0] ?? expect.fail(), createRandom(1));

test("a shelf orders when it is empty, once, and sells again after the receipt", () => {
  const shop = open();
  shop.serve(1, 9);
  expect(shop.arrivesAt).toBe(Infinity);
  shop.serve(2, 1);
  const { arrivesAt } = shop;
  expect(arrivesAt).toBeGreaterThan(10_000);
  expect(arrivesAt).toBeLessThan(120_000);
  shop.serve(3, 1);
  expect(shop.arrivesAt).toBe(arrivesAt);
  shop.receive();
  shop.serve(arrivesAt + 1, 10);
  expect(shop.tally.end(arrivesAt + 1, 1)).toMatchObject({ sold: 20, lost: 1, refused: 1, orders: 2 });
});

test("a refused customer is a reason to order, as in the store", () => {
  const shop = open();
  shop.serve(1, 8);
  shop.serve(2, 3);
  expect(shop.arrivesAt).toBeLessThan(Infinity);
  expect(shop.tally.end(3, 1)).toMatchObject({ lost: 3, orders: 1 });
});
