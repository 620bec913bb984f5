import type { Order } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import { Picture } from "../picture/Picture.tsx";
import { toProduct } from "../route.ts";
import { useShop } from "../shop.ts";
import { rowId } from "./ids.ts";
import { Stale } from "./Stale.tsx";

/** An order of this device, as the shop said last. */
export function OrderRow(props: { order: Order; onForget: () => void }) {
  const { mine } = useShop();
  return (
    <li class="row" id={rowId(props.order.id)} tabindex="-1">
      <Picture sku={props.order.sku} />
      <div class="row__what">
        <p class="row__name">
          <a href={toProduct(props.order.sku)} lang="ko">
            {props.order.name}
          </a>{" "}
          <span>{t().ticket.count(format().number(props.order.quantity))}</span>
        </p>
        <p class="row__when">
          <time datetime={props.order.createdAt}>{format().dayTime(props.order.createdAt)}</time>
          <span class="row__id">{props.order.id}</span>
        </p>
        <Stale problem={mine.state.problems[props.order.id]} />
      </div>
      <p class="row__total">{format().money(props.order.total)}</p>
      <p class="badge" data-status={props.order.status}>
        {t().mine.status[props.order.status]}
      </p>
      <button type="button" class="forget" onClick={() => props.onForget()}>
        <span class="unseen" lang="ko">
          {props.order.name}{" "}
        </span>
        {t().mine.forget}
      </button>
    </li>
  );
}
