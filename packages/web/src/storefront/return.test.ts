import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createReturn } from "./return.ts";

function setUp(first: number, wish: number) {
  const [stock, setStock] = createSignal(first);
  const [wanted, want] = createSignal(wish);
  return { ...createRoot(() => createReturn(stock, wanted)), setStock, want };
}

test("what was short has come back once there is as much as is wanted, until it runs short again", () => {
  const { isBack, setStock } = setUp(0, 3);
  setStock(2);
  expect(isBack()).toBe(false);
  setStock(5);
  expect(isBack()).toBe(true);
  setStock(3);
  expect(isBack()).toBe(true);
  setStock(2);
  expect(isBack()).toBe(false);
});

test("what could be bought all along, or less of it, has not come back", () => {
  const { isBack, setStock, want } = setUp(2, 3);
  want(2);
  expect(isBack()).toBe(false);
  setStock(4);
  expect(isBack()).toBe(false);
});

test("the shop knows before the page does, and what was said is forgotten", () => {
  const { isBack, tell, forget } = setUp(0, 1);
  tell();
  expect(isBack()).toBe(true);
  forget();
  expect(isBack()).toBe(false);
});
