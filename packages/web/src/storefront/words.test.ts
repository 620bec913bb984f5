import { beforeEach, expect, test } from "vitest";
import type { Restock } from "./api.ts";
import { chooseLanguage } from "../kit/language.ts";
import { type Batch, problemCodes, type Problem, takenBack, unreachable } from "./problem.ts";
import { headline, whereabouts, whyNot } from "./words.ts";

beforeEach(() => chooseLanguage("ko"));

const note = (kind: "refused" | "unclear", problem: Problem) =>
  ({ id: "1", sku: "A", name: "도넛", quantity: 3, kind, problem }) as const;
const why = (stock: number) => whyNot(note("refused", { code: "out_of_stock", status: 409, stock }));

test.for(problemCodes)("%s is told in words", (code) => {
  expect(whyNot(note("refused", { code, status: 400 }))).toMatch(/\p{Script=Hangul}/u);
});

test("too few left is told apart from none", () => {
  chooseLanguage("en");
  expect(why(2)).toContain("Only 2 left");
  expect(why(0)).toContain("sold out");
});

const refusal = (stock: number, batch: Batch | null) =>
  whyNot(note("refused", { code: "out_of_stock", status: 409, stock, batch }));
const batch = { quantity: 10, expectedAt: "2026-01-01T00:00:40.000Z", isOverdue: false };

test("a refusal tells that more is being made, and when it is expected", () => {
  const korean = refusal(0, batch);
  expect(korean).toContain("공장에서 10개를 더 굽고 있어요.");
  expect(korean).toMatch(/\d:00:40에 도착할 예정이에요\.$/);
  expect(refusal(0, null)).toContain("아직 정해지지 않았어요");
  chooseLanguage("en");
  expect(refusal(0, batch)).toMatch(
    /sold out\. The factory is making 10 more, expected at \d+:00:40\s[AP]M\.$/,
  );
  expect(refusal(2, batch)).toMatch(/^Only 2 left.*making 10 more, expected/);
  expect(refusal(0, { ...batch, isOverdue: true })).toContain("running late");
});

test("an order that was cancelled is told apart from one that was refused", () => {
  expect(headline(note("refused", takenBack))).toBe("취소됨");
  chooseLanguage("en");
  expect(headline(note("refused", takenBack))).toBe("Cancelled");
  expect(whyNot(note("refused", takenBack))).toContain("was cancelled");
});

const lost = () => whyNot(note("unclear", unreachable));

test("a lost answer says that trying again may buy, but never twice", () => {
  expect(lost()).toContain("다시 시도해 보세요. 두 번 주문되지는 않아요.");
  chooseLanguage("en");
  expect(lost()).toContain("Try this order again. If it went through already, nothing more is bought.");
});

const restock: Restock = {
  id: "1",
  sku: "A",
  quantity: 10,
  correlationId: "c",
  status: "accepted",
  attempts: 1,
  requestedAt: "2026-01-01T00:00:00.000Z",
  expectedAt: "2026-01-01T00:00:40.000Z",
  completedAt: null,
};
const at = (seconds: number) => Date.parse(restock.requestedAt) + seconds * 1_000;

test("a batch is made, then late, then overdue", () => {
  chooseLanguage("en");
  expect(whereabouts({ ...restock, status: "requested" }, at(0)).status).toBe("Asked the factory");
  expect(whereabouts(restock, at(10))).toMatchObject({
    status: "Being made",
    expected: expect.stringContaining("in 30 sec."),
  });
  expect(whereabouts(restock, at(41)).expected).toContain("Any moment now");
  expect(whereabouts({ ...restock, status: "overdue" }, at(90)).expected).toContain("asking the factory");
});
