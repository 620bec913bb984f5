import { counted } from "../../kit/counted.ts";

/** The texts of the charts: `sum` says the whole window in a line. */
export const en = {
  lead: "What sold, what was refused and how long goods take, as far as it is stored.",
  window: "How far back",
  windows: { "30m": "30 minutes", "24h": "24 hours" },
  table: "As a table",
  from: "From",
  parts: {
    sold: "sold",
    cancelled: "taken back since",
    soldOut: "shelves that ran empty",
    firstRefusals: "periods with a refusal",
    refusedOrders: "refused in the surge lane",
    mean: "on average",
    longest: "the longest",
  },
  sales: {
    title: "Units sold",
    sum: (units: string, orders: string, cancelled: string) =>
      `${units} sold in ${counted(orders, "order")}; ${cancelled} taken back.`,
    hint: "In the minute or hour that confirmed them.",
    empty: "Nothing was sold in this time.",
  },
  refusals: {
    title: "Sold out and refused",
    sum: (soldOut: string, periods: string, orders: string) =>
      `${counted(soldOut, "shelf", "shelves")} ran empty; somebody was refused in ${counted(periods, "sold-out period")}; ${orders} refused in the surge lane.`,
    hint: "A refusal at the till leaves no row, so that a crowd at an empty shelf costs nothing: of each sold-out period the first one is known (order.refused). Of the surge lane those are counted that were taken in and then refused.",
    empty: "Nothing ran out in this time, and nobody was refused.",
  },
  leadTime: {
    title: "Lead time of restocks",
    sum: (mean: string, longest: string, restocks: string) =>
      `${restocks} came in, after ${mean} on average; the longest took ${longest}.`,
    hint: "From request to receipt, in the minute or hour in which the goods came.",
    empty: "No goods came in this time.",
  },
};

export const ko: typeof en = {
  lead: "무엇이 팔렸고, 무엇이 거절되었고, 입고까지 얼마나 걸렸는지 저장된 기록으로 보여 줘요.",
  window: "기간",
  windows: { "30m": "30분", "24h": "24시간" },
  table: "표로 보기",
  from: "시작",
  parts: {
    sold: "판매",
    cancelled: "이후 취소됨",
    soldOut: "재고가 바닥난 횟수",
    firstRefusals: "거절이 있었던 품절 기간",
    refusedOrders: "대기열 판매에서 거절",
    mean: "평균",
    longest: "가장 오래 걸린 것",
  },
  sales: {
    title: "판매 수량",
    sum: (units, orders, cancelled) =>
      `주문 ${orders}건으로 ${units}개를 팔았고, ${cancelled}개는 취소됐어요.`,
    hint: "판매가 확정된 시각을 분이나 시간 단위로 묶었어요.",
    empty: "이 기간에는 판매가 없었어요.",
  },
  refusals: {
    title: "품절과 거절",
    sum: (soldOut, periods, orders) =>
      `재고가 ${soldOut}번 바닥났고, 품절 기간 중 ${periods}번에서 거절이 있었어요. 대기열 판매에서는 ${orders}건을 거절했어요.`,
    hint: "계산대에서 거절한 주문은 기록하지 않아요. 그래서 빈 선반에 사람이 몰려도 부담이 없고, 품절 기간마다 첫 거절만 알 수 있어요(order.refused). 대기열 판매에서는 접수한 뒤 거절한 주문을 세요.",
    empty: "이 기간에는 품절도 거절도 없었어요.",
  },
  leadTime: {
    title: "입고까지 걸린 시간",
    sum: (mean, longest, restocks) => `${restocks}건이 들어왔어요. 평균 ${mean}, 길게는 ${longest} 걸렸어요.`,
    hint: "요청부터 입고까지 걸린 시간이에요. 도착한 시각을 분이나 시간 단위로 묶었어요.",
    empty: "이 기간에는 입고가 없었어요.",
  },
};
