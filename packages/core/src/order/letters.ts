import type { Language } from "../language.ts";
import type { Letter } from "../mail/mail.schema.ts";
import type { orders } from "./order.sql.ts";

type Sold = Pick<
  typeof orders.$inferSelect,
  "orderId" | "quantity" | "unitPrice" | "customerName" | "language"
>;
type Words = Omit<Letter, "recipient">;

const won = (amount: number) => amount.toLocaleString("en-US");
const details = ({ orderId, quantity, unitPrice }: Sold, name: string) => ({
  id: orderId,
  item: `${name} x ${quantity}`,
  total: won(quantity * unitPrice),
});

/** In the customer's language, or the shop's own. */
const told = ({ language }: Sold, words: Record<Language, Words>) => words[language ?? "ko"];

/** A sale is confirmed. */
export function confirmation(order: Sold, name: string): Words {
  const { id, item, total } = details(order, name);
  return told(order, {
    ko: {
      subject: `[Donut States] 주문 확인: ${name}`,
      text: `${order.customerName}님, 주문해 주셔서 감사합니다.\n${item}\n합계: ${total}원\n주문 번호: ${id}`,
    },
    en: {
      subject: `[Donut States] Your order: ${name}`,
      text: `Thank you for your order, ${order.customerName}.\n${item}\nTotal: KRW ${total}\nOrder: ${id}`,
    },
  });
}

/** A reservation has become an order. */
export function served(order: Sold, name: string): Words {
  const { id, item, total } = details(order, name);
  return told(order, {
    ko: {
      subject: `[Donut States] 예약 상품 확보: ${name}`,
      text: `${order.customerName}님, 예약하신 상품이 입고되어 주문이 완료되었습니다.\n${item}\n합계: ${total}원\n주문 번호: ${id}`,
    },
    en: {
      subject: `[Donut States] Your reservation: ${name}`,
      text: `${order.customerName}, what you reserved has arrived and is yours.\n${item}\nTotal: KRW ${total}\nOrder: ${id}`,
    },
  });
}

/** An order was taken back. */
export function cancellation(order: Sold, name: string): Words {
  const { id, item } = details(order, name);
  return told(order, {
    ko: {
      subject: `[Donut States] 주문 취소: ${name}`,
      text: `${order.customerName}님, 주문이 취소되었습니다.\n${item}\n주문 번호: ${id}`,
    },
    en: {
      subject: `[Donut States] Your order was cancelled: ${name}`,
      text: `${order.customerName}, your order was cancelled.\n${item}\nOrder: ${id}`,
    },
  });
}
