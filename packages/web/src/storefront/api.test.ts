import { expect, test } from "vitest";
import { chooseLanguage } from "../kit/language.ts";
import { createApi } from "./api.ts";

const stop = new AbortController().signal;
const purchase = { sku: "CP-502101", quantity: 2, key: "key-1" };

/** A shop that gives one answer, and what it was asked. */
function shopThat(reply: () => Response | Promise<Response>) {
  const requests: Request[] = [];
  const api = createApi("http://shop.test", async (input, init) => {
    requests.push(new Request(input, init));
    return reply();
  });
  return { api, requests };
}

const problem = (status: number, members: object, headers: Record<string, string> = {}) =>
  Response.json(members, { status, headers: { "content-type": "application/problem+json", ...headers } });

test("a listing comes with its tag", async () => {
  const { api } = shopThat(() => Response.json({ products: [] }, { headers: { etag: '"a"' } }));
  expect(await api.products(null, stop)).toEqual({ ok: true, value: { products: [], etag: '"a"' } });
});

test("an unchanged listing is no listing; the tag was sent and the browser's cache kept out", async () => {
  const { api, requests } = shopThat(() => new Response(null, { status: 304 }));
  expect(await api.products('"a"', stop)).toEqual({ ok: true, value: undefined });
  expect(requests[0]?.headers.get("if-none-match")).toBe('"a"');
  expect(requests[0]?.cache).toBe("no-store");
});

test("an order carries its key", async () => {
  const sale = { order: { id: "1" }, stock: 1, message: "" };
  const { api, requests } = shopThat(() => Response.json(sale, { status: 201 }));
  expect(await api.checkout(purchase)).toEqual({ ok: true, value: sale });
  expect(requests[0]?.headers.get("idempotency-key")).toBe("key-1");
  expect(await requests[0]?.json()).toEqual({ sku: "CP-502101", quantity: 2 });
});

const wish = { ...purchase, customer: { name: "도비", email: "dobi@example.com" } };

test("a reservation carries its key, who waits, and the language to write in", async () => {
  const reservation = { id: "1", status: "waiting" };
  const { api, requests } = shopThat(() => Response.json(reservation, { status: 201 }));
  chooseLanguage("en");
  expect(await api.reserve(wish)).toEqual({ ok: true, value: reservation });
  chooseLanguage("ko");
  const [request] = requests;
  expect(request?.url).toBe("http://shop.test/products/CP-502101/reservations");
  expect(request?.headers.get("idempotency-key")).toBe("key-1");
  expect(request?.headers.get("accept-language")).toBe("en");
  expect(await request?.json()).toEqual({ quantity: 2, customer: wish.customer });
});

test("a reservation is looked at and cancelled at its address", async () => {
  const { api, requests } = shopThat(() => Response.json({ id: "1" }));
  await api.reservation("1");
  await api.cancel("1");
  expect(requests.map(({ method, url }) => [method, url])).toEqual([
    ["GET", "http://shop.test/reservations/1"],
    ["DELETE", "http://shop.test/reservations/1"],
  ]);
});

test("a problem points at what was wrong", async () => {
  const errors = [{ pointer: "#/customer/email", detail: "must be an e-mail address" }, null, { pointer: 7 }];
  const { api } = shopThat(() => problem(400, { code: "invalid_request", errors }));
  expect(await api.reserve(wish)).toEqual({
    ok: false,
    problem: { code: "invalid_request", status: 400, pointers: ["#/customer/email"] },
  });
});

test("a refusal is a value with its code and what is left", async () => {
  const { api } = shopThat(() => problem(409, { code: "out_of_stock", stock: 1, restock: null }));
  expect(await api.checkout(purchase)).toEqual({
    ok: false,
    problem: { code: "out_of_stock", status: 409, stock: 1, batch: null },
  });
});

async function batchOf(restock: unknown) {
  const { api } = shopThat(() => problem(409, { code: "out_of_stock", restock }));
  const answer = await api.checkout(purchase);
  return answer.ok ? undefined : answer.problem.batch;
}

test("a refusal tells of the batch on its way, where that can be told", async () => {
  const restock = { id: "1", quantity: 10, status: "overdue", expectedAt: "2026-01-01T00:00:40.000Z" };
  const { quantity, expectedAt } = restock;
  expect(await batchOf(restock)).toEqual({ quantity, expectedAt, isOverdue: true });
  for (const odd of [{}, "soon", { ...restock, expectedAt: "soon" }, { ...restock, quantity: null }])
    expect(await batchOf(odd)).toBeUndefined();
});

test("a problem says when to come back", async () => {
  const { api } = shopThat(() => problem(429, { code: "too_many_requests" }, { "retry-after": "3" }));
  expect(await api.checkout(purchase)).toEqual({
    ok: false,
    problem: { code: "too_many_requests", status: 429, retryAfter: 3 },
  });
});

test.for([
  ["a code of tomorrow", () => problem(418, { code: "teapot" }), 418],
  ["the page of a proxy", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), 502],
  ["our own code for silence", () => problem(400, { code: "network_error" }), 400],
] as const)("%s is an unknown problem", async ([, reply, status]) => {
  const { api } = shopThat(reply);
  expect(await api.checkout(purchase)).toEqual({ ok: false, problem: { code: "unknown", status } });
});

test.for([
  ["no answer", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["an answer that is not JSON", () => new Response("<h1>Please log in</h1>")],
] as const)("%s is a network error", async ([, reply]) => {
  const { api } = shopThat(reply);
  expect(await api.checkout(purchase)).toEqual({ ok: false, problem: { code: "network_error", status: 0 } });
});
