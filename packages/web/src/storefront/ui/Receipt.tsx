import type { Sale } from "../api.ts";
import { format, t } from "../i18n/index.ts";

/** What was bought, as the slip one gets at a till. */
export function Receipt(props: { sale: Sale }) {
  const order = () => props.sale.order;
  return (
    <dl class="receipt">
      <div>
        <dt>{t().note.product}</dt>
        <dd lang="ko">{order().name}</dd>
      </div>
      <div>
        <dt>{t().note.quantity}</dt>
        <dd>{format().number(order().quantity)}</dd>
      </div>
      <div>
        <dt>{t().note.total}</dt>
        <dd>{format().money(order().total)}</dd>
      </div>
      <div>
        <dt>{t().note.orderId}</dt>
        <dd class="receipt__id">{order().id}</dd>
      </div>
    </dl>
  );
}
