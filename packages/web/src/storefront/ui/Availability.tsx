import { Show } from "solid-js";
import type { Product } from "../api.ts";
import { format, t } from "../i18n/index.ts";

export function Availability(props: { product: Product }) {
  return (
    <p class="availability" data-availability={props.product.availability}>
      <span class="availability__label">{t().availability[props.product.availability]}</span>
      <Show when={props.product.stock > 0}>
        <span class="availability__left">{t().left(format().number(props.product.stock))}</span>
        <Show when={props.product.restock}>
          {(restock) => (
            <span class="availability__more">{t().more(format().number(restock().quantity))}</span>
          )}
        </Show>
      </Show>
    </p>
  );
}
