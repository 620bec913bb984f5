import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropSlip, keepSlip, keptSlips } from "./slips.ts";
import { fakeStorage } from "../kit/storage.fake.ts";

const purchase = { sku: "CP-502101", quantity: 2, key: "0123456789abcdef0123456789abcdef" };
const name = "donut-states.purchase.CP-502101";
const slip = (changes: object) => JSON.stringify({ ...purchase, at: Date.now(), ...changes });

beforeEach(() => vi.stubGlobal("sessionStorage", fakeStorage()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("who wants a confirmation is asked for it again with the same purchase", () => {
  const withMail = { ...purchase, customer: { name: "도비", email: "dobi@example.com" } };
  keepSlip(withMail);
  expect(keptSlips()).toEqual({ [purchase.sku]: withMail });
});

test("a purchase is kept until it is dropped", () => {
  keepSlip(purchase);
  expect(keptSlips()).toEqual({ [purchase.sku]: purchase });
  dropSlip(purchase.sku);
  expect(keptSlips()).toEqual({});
  expect(sessionStorage.length).toBe(0);
});

test.for([
  "",
  "{",
  "null",
  "[]",
  '"text"',
  slip({ quantity: "2" }),
  slip({ quantity: 0 }),
  slip({ quantity: 21 }),
  slip({ quantity: 1.5 }),
  slip({ key: "" }),
  slip({ key: "line\nbreak" }),
  slip({ at: undefined }),
  slip({ customer: { name: "도비" } }),
])("%j is no purchase", (text) => {
  sessionStorage.setItem(name, text);
  expect(keptSlips()).toEqual({});
});

test("what others stored is not looked at", () => {
  sessionStorage.setItem("someone.else", slip({}));
  expect(keptSlips()).toEqual({});
});

test("a key that the shop may have forgotten is not used again", () => {
  vi.useFakeTimers();
  keepSlip(purchase);
  vi.advanceTimersByTime(22 * 60 * 60_000);
  expect(keptSlips()).toEqual({ [purchase.sku]: purchase });
  vi.advanceTimersByTime(60 * 60_000);
  expect(keptSlips()).toEqual({});
});

function refuse(): never {
  throw new Error("The operation is insecure.");
}

test("without a storage nothing is kept, and nothing breaks", () => {
  vi.stubGlobal("sessionStorage", {
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
    length: 1,
    key: refuse,
  });
  keepSlip(purchase);
  dropSlip(purchase.sku);
  expect(keptSlips()).toEqual({});
});
