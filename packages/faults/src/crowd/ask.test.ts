import { expect, test } from "vitest";
import type { Intent } from "../evidence/evidence.ts";
import type { Answer } from "../world/storeClient.ts";
import { ask } from "./ask.ts";
import { Book } from "./book.ts";

const order = { id: "order", sku: "donut", quantity: 2, status: "confirmed" };
const sold: Answer = { status: 201, body: { order, stock: 1 } };
const refused: Answer = { status: 409, body: { code: "out_of_stock", restock: { id: "restock" } } };
const away: Answer = { status: 503, body: {} };

const noStore = new TypeError("fetch failed", {
  cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
});

/** An intent that was answered like this, one after the other; undefined: not at all. */
async function answered(answers: readonly (Answer | Error | undefined)[], kind: Intent["kind"] = "sale") {
  const book = new Book();
  const intent = book.open({ name: "sale-1", kind, sku: "donut", quantity: 2, key: "sale-1" });
  for (const answer of answers) {
    const request = async () => {
      if (answer && !(answer instanceof Error)) return answer;
      throw answer ?? new Error("no answer");
    };
    await ask({ request }, book, intent);
  }
  return { ...intent, unknownAnswers: book.unknownAnswers };
}

test.each<[string, (Answer | Error | undefined)[], Partial<Intent>]>([
  ["sold", [sold], { verdict: "done", orderIds: ["order"], nonsense: null, shaky: false }],
  ["refused", [refused], { verdict: "refused", restockId: "restock", nonsense: null }],
  ["sold in the end", [refused, undefined, sold], { verdict: "done", nonsense: null, shaky: true }],
  ["not known", [undefined], { verdict: "unknown", nonsense: null, shaky: true }],
  ["not known, and never arrived", [noStore], { verdict: "unknown", nonsense: null, shaky: false }],
  ["not known again", [refused, away], { verdict: "unknown", nonsense: null, shaky: true }],
  ["sold, whatever comes then", [sold, away], { verdict: "done", nonsense: null }],
])("what a buyer was told last counts: %s", async (_, answers, expected) => {
  expect(await answered(answers)).toMatchObject(expected);
});

test.each<[string, Answer[]]>([
  ["another quantity", [{ status: 201, body: { order: { ...order, quantity: 3 }, stock: 1 } }]],
  ["another product", [{ status: 201, body: { order: { ...order, sku: "book" }, stock: 1 } }]],
  ["200", [{ ...sold, status: 200 }]],
  ["a conflict of another kind", [{ status: 409, body: { code: "insufficient_stock" } }]],
  ["a refusal of what was sold", [sold, refused]],
  ["a crash", [{ status: 500, body: {} }]],
])("an answer that the contract does not know is kept: %s", async (_, answers) => {
  expect((await answered(answers)).nonsense).toMatch(/^answered \d+: /);
});

test.each([
  ["confirmed", { verdict: "done", orderIds: ["order"] }],
  ["refused", { verdict: "refused", orderIds: [], shaky: false }],
])("an order that was taken is asked for until it is %s", async (status, expected) => {
  const taken = { status: 202, body: { order: { ...order, status: "pending" } } };
  const shown = [new Error("no answer"), taken.body.order, { ...order, status }];
  const book = new Book();
  const intent = book.open({ name: "sale-1", kind: "sale", sku: "donut", quantity: 2, key: "sale-1" });
  const request = async (method: string) => {
    if (method === "POST") return taken;
    const body = shown.shift();
    if (body instanceof Error) throw body;
    return { status: 200, body };
  };
  await ask({ request }, book, intent);
  expect(intent).toMatchObject({ ...expected, nonsense: null });
});

test("two orders for one key are both remembered", async () => {
  const other: Answer = { status: 201, body: { order: { ...order, id: "other" }, stock: 0 } };
  expect((await answered([sold, other])).orderIds).toEqual(["order", "other"]);
});

test.each([
  [{ status: 201, body: { stock: 5 } }, "done"],
  [{ status: 409, body: { code: "insufficient_stock" } }, "refused"],
] as const)("an adjustment is answered %j", async (answer, verdict) => {
  expect(await answered([answer], "adjustment")).toMatchObject({ verdict, nonsense: null });
});
