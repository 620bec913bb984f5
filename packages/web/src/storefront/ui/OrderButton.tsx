import { Match, Switch } from "solid-js";
import type { Customer } from "@donut-states/core/order/order.schema";
import type { Product } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import type { Outcome } from "../order.ts";
import { useShop } from "../shop.ts";
import { orderButtonId } from "./ids.ts";

/**
 * `aria-disabled` instead of `disabled`: a keyboard keeps its place while the order is on its way. A sold-out product
 * can still be pressed for: what the page knows may be seconds old, and the till gives the answer in words.
 */
export function OrderButton(props: {
  product: Product;
  quantity: number;
  /** Who wants a confirmation by mail. */
  customer?: Customer | undefined;
  onOutcome?: (outcome: Outcome) => void;
}) {
  const { till } = useShop();
  const busy = () => till.state.busy[props.product.sku];
  const unclear = () => till.state.unclear[props.product.sku];
  const isSoldOut = () => props.product.stock <= 0 && !unclear();
  const press = async () => {
    const outcome = await till.press(props.product, props.quantity, props.customer);
    if (outcome) props.onOutcome?.(outcome);
  };
  return (
    <button
      type="button"
      id={orderButtonId(props.product.sku)}
      class="button button--order"
      data-busy={busy()}
      data-sold-out={isSoldOut() || undefined}
      aria-disabled={busy() !== undefined}
      aria-busy={busy() !== undefined}
      onClick={() => void press()}
    >
      <span class="unseen" lang="ko">
        {props.product.name}{" "}
      </span>
      <Switch
        fallback={
          <>
            <span>{t().order.press}</span>{" "}
            <span class="button__total">{format().money(props.product.price * props.quantity)}</span>
          </>
        }
      >
        <Match when={busy() === "sending"}>{t().order.sending}</Match>
        <Match when={busy() === "retrying"}>{t().order.retrying}</Match>
        <Match when={busy() === "waiting"}>{t().order.waiting}</Match>
        <Match when={unclear()}>
          {(purchase) => (
            <>
              <span>{t().order.again}</span>{" "}
              <span class="button__total">{t().order.piece(format().number(purchase().quantity))}</span>
            </>
          )}
        </Match>
        <Match when={isSoldOut()}>{t().order.soldOut}</Match>
      </Switch>
    </button>
  );
}
