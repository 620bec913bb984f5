import type { Sale } from "../api.ts";
import { format, t } from "../i18n/index.ts";

/** The confirmation of an order, as the slip one gets at a till. */
export function Receipt(props: { sale: Sale }) {
  const order = () => props.sale.order;
  return (
    <>
      <dl class="receipt">
        <dt>{t().note.product}</dt>
        <dd lang="ko">{order().name}</dd>
        <dt>{t().note.quantity}</dt>
        <dd>{format().number(order().quantity)}</dd>
        <dt>{t().note.total}</dt>
        <dd class="receipt__total">{format().money(order().total)}</dd>
        <dt>{t().note.orderId}</dt>
        <dd class="receipt__id">{order().id}</dd>
      </dl>
      <p>{props.sale.stock > 0 ? t().note.enjoy : t().note.lastOne}</p>
    </>
  );
}
