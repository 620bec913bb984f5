import type { Incident } from "@donut-states/core/operations/operations.schema";
import type { Decision } from "@donut-states/core/replenishment/decision.schema";
import { format } from "../../kit/language.ts";

type IncidentKind = Incident["kind"];

/** By an incident's kind: what has happened. */
export const incidents: Record<IncidentKind, string> = {
  dead_letter: "여러 번 시도해도 처리하지 못한 메시지를 따로 모아 두었어요.",
  restock_overdue: "재입고가 예정보다 늦어지고 있어요.",
  restock_failed: "상품이 오지 않아 재입고 주문을 닫았어요. 새 주문은 나중에 열려요.",
  quantity_mismatch: "공장이 주문과 다른 수량을 알려 왔어요. 주문한 수량만 재고에 더했어요.",
  late_receipt: "이미 닫은 주문의 상품이 도착해서 재고에 더했어요.",
  repeated_receipt: "공장이 같은 주문을 다시 알려 왔어요. 재고에는 더하지 않았어요.",
  ledger_mismatch: "재고 장부와 실제 재고가 맞지 않아요.",
  outbox_stuck: "이벤트가 발행되지 못하고 기다리고 있어요. 사라진 것은 없어요.",
  factory_missing: "상품을 만드는 공장이 등록되어 있지 않아 재입고를 주문할 수 없어요.",
};

/** By an incident's kind: what to do first. */
const runbooks: Record<IncidentKind, string> = {
  dead_letter: "메시지에 적힌 원인을 없앤 다음 다시 처리하세요.",
  restock_overdue: "할 일은 없어요. 자동으로 다시 요청해요. 자주 생기면 공장에 연락하세요.",
  restock_failed: "공장 담당자에게 연락하세요. 상품이 올 때까지 품절이 이어져요.",
  quantity_mismatch: "상품을 세어 보고, 다르면 재고를 조정하세요.",
  late_receipt: "재고가 남을 수 있어요. 그사이에 연 주문이 필요 없다면 취소하세요.",
  repeated_receipt: "두 번 왔을 수 있으니 상품을 세어 보고, 다르면 재고를 조정하세요.",
  ledger_mismatch: "pnpm ops audit로 처음 어긋난 곳을 찾고 상품을 세어 보세요.",
  outbox_stuck: "SNS와 릴레이 로그를 확인하세요. 고쳐지면 기다리던 이벤트는 저절로 발행돼요.",
  factory_missing: "factory 테이블에 빠진 행을 다시 넣으세요. 그러면 주문이 저절로 열려요.",
};

/** What to do about an incident, and where to read on. */
export const runbookLine = (kind: IncidentKind) => `${runbooks[kind]} 자세히: docs/operations.md#${kind}`;

/** By the reason of a decision: what stands in the way of an order. */
const reasons: Partial<Record<Decision["reason"], string>> = {
  not_restocked: "가게가 알아서 주문하지 않는 상품이에요.",
  paused: "실패한 주문이 있어 잠시 쉬고 있어요.",
  factory_missing: "공장이 등록되어 있지 않아요.",
};

const units = (count: number) => `${format().number(count)}개`;

/** A decision with all that it was made from. */
export function decisionSentence(decision: Decision): string {
  const { reason, quantity, stock, onOrder, waiting, wanted, reorderPoint } = decision;
  return [
    reason === "ordered" ? `${units(quantity)}를 주문했어요.` : "주문하지 않았어요.",
    `재고 ${units(stock)}, 오는 중 ${units(onOrder)}${waiting > 0 ? `, 예약 대기 ${units(waiting)}` : ""}.`,
    ...(wanted > 0 ? [`손님이 ${units(wanted)}를 원했어요.`] : []),
    ...(reasons[reason] === undefined ? [] : [reasons[reason]]),
    `재주문점은 ${units(reorderPoint)}예요.`,
  ].join(" ");
}

/** By the name of an audit's check: what it has found. */
export const findings: Partial<Record<string, string>> = {
  stock_not_negative: "재고가 0보다 작은 상품이 있어요.",
  ledger_balances: "장부가 맞지 않는 상품이 있어요.",
  restock_one_open: "진행 중인 주문이 둘 이상인 상품이 있어요.",
  restock_watched: "늦어진 재입고 주문이 있어요. 감시자가 다시 요청할 차례예요.",
  order_confirmed: "확정 시각이 없는 확정 주문이 있어요.",
  order_undecided: "결정되지 않았는데 확정 시각이 있는 주문이 있어요.",
  order_refused: "거절 기록이 맞지 않는 주문이 있어요.",
  intents_swept: "아직 결정되지 않은 주문이 있어요.",
  outbox_drained: "발행을 기다리는 이벤트가 있어요.",
  events_received: "발행됐지만 아직 운영에 닿지 않은 이벤트가 있어요.",
  orders_announced: "확정됐지만 아직 발행되지 않은 주문이 있어요.",
  restock_requested: "아직 공장에 닿지 않은 재입고 요청이 있어요.",
  dead_letters_none: "처리하지 못한 메시지가 있어요. 다시 처리하거나 버리세요.",
  dead_letters_told: "아직 사고로 알리지 않은 실패 메시지가 있어요.",
};

const wheres: Partial<Record<string, string>> = {
  orders: "주문",
  restock: "재입고",
  line: "예약 줄",
  outbox: "아웃박스",
  topic: "토픽",
  operations: "운영",
  factory: "공장",
  incidents: "사고",
  mail: "메일",
};

/** Where a step of a story was taken; undefined where that is not known in Korean. */
export const wherePhrase = (where: string) =>
  where.startsWith("queue ") ? `${where.slice("queue ".length)} 큐` : wheres[where];

/** What came of it. */
export const outcomes: Partial<Record<string, string>> = {
  intended: "접수",
  "intended, surge lane": "대기열에 접수",
  confirmed: "확정",
  refused: "거절",
  cancelled: "취소",
  requested: "요청",
  "accepted, called once": "수락",
  completed: "완료",
  stored: "저장",
  published: "발행",
  received: "수신",
  waiting: "대기",
  fulfilled: "주문으로 전환",
  written: "작성",
  resolved: "해결",
};

/** By a problem's code: why the API refused. What has more to say than its code is left in the API's own words. */
export const problems: Partial<Record<string, string>> = {
  product_not_found: "그런 상품이 없어요.",
  order_not_found: "그런 주문이 없어요.",
  order_not_confirmed: "확정된 주문만 취소할 수 있어요.",
  reservation_not_found: "그런 예약이 없어요.",
  reservation_closed: "이미 끝난 예약이에요.",
  restock_not_found: "그런 재입고 주문이 없어요.",
  restock_closed: "이미 끝난 재입고 주문이에요.",
  factory_missing: "이 주문의 공장이 등록되어 있지 않아요.",
  incident_not_found: "그런 사고가 없어요.",
  queue_not_found: "그런 큐가 없어요.",
  trace_not_found: "이 번호로 남은 기록이 없어요.",
  idempotency_key_reused: "앞선 요청과 겹쳤어요. 다시 눌러 주세요.",
  name_taken: "같은 이름의 상품이 이미 있어요.",
  insufficient_stock: "재고보다 많이 뺄 수 없어요.",
  too_many_requests: "요청이 너무 많아요. 잠시 뒤에 다시 해 보세요.",
  unavailable: "데이터베이스가 응답하지 않아요. 잠시 뒤에 다시 해 보세요.",
};
