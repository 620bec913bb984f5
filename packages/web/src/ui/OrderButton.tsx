import { Match, Switch } from "solid-js";
import type { Product } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { orderButtonId } from "./ids.ts";

/** `aria-disabled` instead of `disabled`: a keyboard keeps its place while the order is on its way. */
export function OrderButton(props: { product: Product; quantity: number }) {
  const { till } = useShop();
  const busy = () => till.state.busy[props.product.sku];
  const unclear = () => till.state.unclear[props.product.sku];
  const isClosed = () => busy() !== undefined || (props.product.stock <= 0 && !unclear());
  const press = () => {
    if (!isClosed()) void till.press(props.product, props.quantity);
  };
  return (
    <button
      type="button"
      id={orderButtonId(props.product.sku)}
      class="button button--order"
      data-busy={busy()}
      aria-disabled={isClosed()}
      aria-busy={busy() !== undefined}
      onClick={press}
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
        <Match when={unclear()}>
          {(purchase) => (
            <>
              <span>{t().order.again}</span>{" "}
              <span class="button__total">{t().order.piece(format().number(purchase().quantity))}</span>
            </>
          )}
        </Match>
        <Match when={props.product.stock <= 0}>{t().order.soldOut}</Match>
      </Switch>
    </button>
  );
}
