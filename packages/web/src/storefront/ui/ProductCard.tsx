import { createSignal, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Product } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import { Picture } from "../picture/Picture.tsx";
import { useShop } from "../shop.ts";
import { Availability } from "./Availability.tsx";
import { titleId } from "./ids.ts";
import { OrderButton } from "./OrderButton.tsx";
import { Quantity } from "./Quantity.tsx";
import { Restocking } from "./Restocking.tsx";
import { Unsettled } from "./Unsettled.tsx";

export function ProductCard(props: { product: Product; isStar?: boolean }) {
  const { till } = useShop();
  const [quantity, setQuantity] = createSignal(1);
  const isSoldOut = () => props.product.stock <= 0;
  /** A condition in the JSX would be computed anew, and never disposed of, whenever a press reads it. */
  const wanted = () => (isSoldOut() ? 1 : quantity());
  const tooMany = () => quantity() > props.product.stock;
  return (
    <article
      class="card"
      classList={{ "card--star": props.isStar === true, "card--sold-out": isSoldOut() }}
      data-sku={props.product.sku}
      aria-labelledby={titleId(props.product.sku)}
    >
      <div class="plate">
        <Picture sku={props.product.sku} />
      </div>
      <div class="card__title">
        <Dynamic
          component={props.isStar ? "h2" : "h3"}
          id={titleId(props.product.sku)}
          class="card__name"
          lang="ko"
        >
          {props.product.name}
        </Dynamic>
        <p class="price">{format().money(props.product.price)}</p>
      </div>
      <Availability product={props.product} />
      <div class="buy">
        <Switch
          fallback={
            <div class="buy__quantity">
              <Quantity sku={props.product.sku} value={quantity()} onChange={setQuantity} />
              <p class="hint" role="status">
                <Show when={tooMany()}>{t().tooMany(format().number(props.product.stock))}</Show>
              </p>
            </div>
          }
        >
          <Match when={till.state.unclear[props.product.sku]}>
            <Unsettled sku={props.product.sku} name={props.product.name} />
          </Match>
          <Match when={isSoldOut()}>
            <Restocking restock={props.product.restock} />
          </Match>
        </Switch>
        <OrderButton product={props.product} quantity={wanted()} />
      </div>
    </article>
  );
}
