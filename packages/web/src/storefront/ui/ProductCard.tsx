import { createSignal, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Product } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import { toProduct } from "../route.ts";
import { useShop } from "../shop.ts";
import { Availability } from "./Availability.tsx";
import { linkId, titleId } from "./ids.ts";
import { OrderButton } from "./OrderButton.tsx";
import { Plate } from "./Plate.tsx";
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
  const unclear = () => till.state.unclear[props.product.sku];
  return (
    <article
      class="card"
      classList={{ "card--star": props.isStar === true, "card--sold-out": isSoldOut() }}
      data-sku={props.product.sku}
      aria-labelledby={titleId(props.product.sku)}
    >
      <Plate sku={props.product.sku} />
      <div class="card__title">
        <Dynamic
          component={props.isStar ? "h2" : "h3"}
          id={titleId(props.product.sku)}
          class="card__name"
          lang="ko"
        >
          <a id={linkId(props.product.sku)} href={toProduct(props.product.sku)}>
            {props.product.name}
          </a>
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
          <Match when={unclear()}>
            <Unsettled sku={props.product.sku} name={props.product.name} />
          </Match>
          <Match when={isSoldOut()}>
            <Restocking restock={props.product.restock} />
          </Match>
        </Switch>
        <div class="buy__press">
          <OrderButton product={props.product} quantity={wanted()} />
          <Show when={isSoldOut() && !unclear()}>
            <a class="button" href={toProduct(props.product.sku)}>
              <span class="unseen" lang="ko">
                {props.product.name}{" "}
              </span>
              {t().reserve.go}
            </a>
          </Show>
        </div>
      </div>
    </article>
  );
}
