import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "../kit/storage.fake.ts";
import { MOST_KEPT, none, put, readKeepsakes, replace, without, writeKeepsakes } from "./keepsakes.ts";
import { orderOf, reservedOf } from "./testing.ts";

const KEY = "donut-states.mine";

beforeEach(() => vi.stubGlobal("localStorage", fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

test("what was kept is there again", () => {
  const keepsakes = { orders: [orderOf(1), orderOf(2)], reservations: [reservedOf(3)] };
  writeKeepsakes(keepsakes);
  expect(readKeepsakes()).toEqual(keepsakes);
});

test("nothing of the customer is kept", () => {
  const customer = { customer: { name: "도비", email: "dobi@example.com" }, email: "dobi@example.com" };
  localStorage.setItem(
    KEY,
    JSON.stringify({ version: 1, orders: [{ ...orderOf(1), ...customer }], reservations: [] }),
  );
  expect(readKeepsakes()?.orders).toEqual([orderOf(1)]);
});

test("where nothing is left, nothing is stored", () => {
  writeKeepsakes({ orders: [orderOf(1)], reservations: [] });
  writeKeepsakes(none);
  expect(localStorage.length).toBe(0);
});

test.for([
  "",
  "{",
  "null",
  "[]",
  "7",
  '{"orders":[],"reservations":[]}',
  '{"version":2,"orders":[],"reservations":[]}',
  '{"version":1,"orders":{},"reservations":[]}',
])("%j is nothing that was kept", (text) => {
  localStorage.setItem(KEY, text);
  expect(readKeepsakes()).toBeUndefined();
});

test("one that is garbage does not take the others along", () => {
  const garbage = [null, 7, {}, { ...orderOf(2), status: "eaten" }, { ...orderOf(3), id: "<script>" }];
  localStorage.setItem(
    KEY,
    JSON.stringify({ version: 1, orders: [...garbage, orderOf(1)], reservations: garbage }),
  );
  expect(readKeepsakes()).toEqual({ orders: [orderOf(1)], reservations: [] });
});

test("the oldest make room", () => {
  const all = Array.from({ length: MOST_KEPT + 5 }, (_, index) => orderOf(index));
  const kept = all.reduce((list, order) => put(list, order), [orderOf(99)]);
  expect(kept).toHaveLength(MOST_KEPT);
  expect(kept[0]).toEqual(all.at(-1));
  localStorage.setItem(KEY, JSON.stringify({ version: 1, orders: all, reservations: [] }));
  expect(readKeepsakes()?.orders).toEqual(all.slice(0, MOST_KEPT));
});

test("a newer one takes the older one's place; one that was removed stays away", () => {
  const [first, second] = [orderOf(1), orderOf(2)];
  const newer = orderOf(2, { status: "cancelled" });
  expect(put([first, second], newer)).toEqual([first, newer]);
  expect(replace([first, second], newer)).toEqual([first, newer]);
  expect(replace(without([first, second], second.id), newer)).toEqual([first]);
});
