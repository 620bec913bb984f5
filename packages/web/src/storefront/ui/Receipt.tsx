import type { Order } from "../api.ts";
import { format, t } from "../i18n/index.ts";

/** What was bought, as the slip one gets at a till. */
export function Receipt(props: { order: Order }) {
  return (
    <dl class="receipt">
      <div>
        <dt>{t().note.product}</dt>
        <dd lang="ko">{props.order.name}</dd>
      </div>
      <div>
        <dt>{t().note.quantity}</dt>
        <dd>{format().number(props.order.quantity)}</dd>
      </div>
      <div>
        <dt>{t().note.total}</dt>
        <dd>{format().money(props.order.total)}</dd>
      </div>
      <div>
        <dt>{t().note.orderId}</dt>
        <dd class="receipt__id">{props.order.id}</dd>
      </div>
    </dl>
  );
}
