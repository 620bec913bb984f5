import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer, Listing, Product } from "./api.ts";
import { createCatalogue, type Turn, turns } from "./catalogue.ts";
import { unreachable } from "./problem.ts";

const product = (sku: string, stock: number): Product => ({
  sku,
  name: `도넛 ${sku}`,
  price: 1_000,
  currency: "KRW",
  stock,
  availability: stock > 5 ? "in_stock" : stock > 0 ? "low_stock" : "sold_out",
  advertised: true,
  restock: null,
});
const listing = (etag: string, ...products: Product[]): Answer<Listing> => ({
  ok: true,
  value: { products, etag },
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const products = vi.fn<(etag: string | null, stop: AbortSignal) => Promise<Answer<Listing>>>();
  const onTurn = vi.fn<(turn: Turn) => void>();
  return { products, onTurn, catalogue: createCatalogue({ products }, onTurn) };
}

test("only what changed on the shelf changes in the store", async () => {
  const { products, catalogue } = setUp();
  products.mockResolvedValueOnce(listing('"1"', product("A", 3), product("B", 9)));
  products.mockResolvedValueOnce(listing('"2"', product("A", 2), product("B", 9)));
  const stop = catalogue.watch();
  await vi.advanceTimersByTimeAsync(0);
  const [a, b] = catalogue.state.products;
  await vi.advanceTimersByTimeAsync(2_000);
  stop();
  expect(catalogue.state.products[0]).toBe(a);
  expect(catalogue.state.products[1]).toBe(b);
  expect(a?.stock).toBe(2);
  expect(products.mock.calls.map(([etag]) => etag)).toEqual([null, '"1"']);
});

test("keeps what was seen last while offline, and recovers", async () => {
  const { products, catalogue } = setUp();
  products.mockResolvedValueOnce(listing('"1"', product("A", 3)));
  products.mockResolvedValueOnce({ ok: false, problem: unreachable });
  products.mockResolvedValue({ ok: true, value: undefined });
  expect(catalogue.state.connection).toBe("loading");
  const stop = catalogue.watch();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(catalogue.state.connection).toBe("offline");
  expect(catalogue.state.products).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_000);
  stop();
  expect(catalogue.state.connection).toBe("live");
});

test("looks at once when the customer comes back", async () => {
  const { products, catalogue } = setUp();
  products.mockResolvedValue({ ok: true, value: undefined });
  const stop = catalogue.watch();
  window.dispatchEvent(new Event("focus"));
  expect(products).toHaveBeenCalledTimes(2);
  stop();
  window.dispatchEvent(new Event("focus"));
  expect(products).toHaveBeenCalledTimes(2);
});

test("news are what sold out and what is back, not what is new", () => {
  const before = [product("A", 1), product("B", 0), product("C", 4)];
  const after = [product("A", 0), product("B", 10), product("C", 3), product("D", 0)];
  expect(turns(before, after)).toEqual({ soldOut: ["도넛 A"], back: ["도넛 B"] });
});
