import { incidentKinds } from "@donut-states/core/event/catalogue";
import { decisionReasons } from "@donut-states/core/replenishment/decision.schema";
import { beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "../../kit/storage.fake.ts";
import { chooseLanguage } from "../../kit/language.ts";
import { promises } from "../flow/promises.ts";
import {
  decisionTold,
  findingTold,
  incidentTold,
  originalOf,
  outcomeTold,
  problemTold,
  whereTold,
} from "./told.ts";

const decision = {
  id: "1",
  sku: "CP-1",
  outcome: "ordered",
  reason: "ordered",
  quantity: 1_200,
  restockId: "2",
  stock: 3,
  onOrder: 0,
  waiting: 0,
  projected: 3,
  wanted: 0,
  reorderPoint: 4,
  message: "ordered 1200: 3 left, 0 on order; the fixed reorder point is 4",
  createdAt: "2026-01-01T00:00:00.000Z",
} as const;

beforeEach(() => {
  vi.stubGlobal("localStorage", fakeStorage());
  chooseLanguage("ko");
  return () => vi.unstubAllGlobals();
});

test("in English the API's own sentences are shown", () => {
  chooseLanguage("en");
  const incident = { kind: "late_receipt", message: "Goods arrived." } as const;
  expect(incidentTold(incident)).toEqual({ text: "Goods arrived.", lang: "en" });
  expect(originalOf(incident)).toBeUndefined();
  expect(decisionTold(decision)).toEqual({ text: decision.message, lang: "en" });
  expect(whereTold("queue ads").text).toBe("queue ads");
});

test("in Korean every kind of incident has its sentence, and the API's own beside it", () => {
  for (const kind of incidentKinds) {
    const incident = { kind, message: "in English" };
    expect(incidentTold(incident)).toMatchObject({ lang: "ko" });
    expect(originalOf(incident)).toBe("in English");
  }
});

test("in Korean a decision is told with all that it was made from", () => {
  expect(decisionTold(decision).text).toBe(
    "1,200개를 주문했어요. 재고 3개, 오는 중 0개. 재주문점은 4개예요.",
  );
  const paused = { ...decision, reason: "paused", waiting: 7, wanted: 2 } as const;
  expect(decisionTold(paused).text).toBe(
    "주문하지 않았어요. 재고 3개, 오는 중 0개, 예약 대기 7개. 손님이 2개를 원했어요. 실패한 주문이 있어 잠시 쉬고 있어요. 재주문점은 4개예요.",
  );
  for (const reason of decisionReasons) expect(decisionTold({ ...decision, reason }).lang).toBe("ko");
});

test("in Korean every rule behind a promise says what it found", () => {
  for (const name of promises.flatMap(({ rules }) => [...rules]))
    expect(findingTold({ name, message: "in English" })).toMatchObject({ lang: "ko" });
});

test("what is not known in Korean stays as the API says it", () => {
  expect(outcomeTold("called 3 times, not accepted")).toEqual({
    text: "called 3 times, not accepted",
    lang: "en",
  });
  expect(whereTold("queue ads")).toEqual({ text: "ads 큐", lang: "ko" });
  const problem = { code: "invalid_request", status: 400, detail: "There is no factory FF-1" };
  expect(problemTold(problem).text).toBe(problem.detail);
  expect(problemTold({ ...problem, code: "restock_closed" }).text).toBe("이미 끝난 재입고 주문이에요.");
});
