import { Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { href } from "../route.ts";

/** The way to a product's page: its name while it is on sale, else its SKU. */
export function ProductLink(props: { sku: string }) {
  const { productOf } = useDesk();
  return (
    <a href={href("products", props.sku)} title={props.sku}>
      <Show when={productOf(props.sku)?.name} fallback={props.sku}>
        {(name) => <span lang="ko">{name()}</span>}
      </Show>
    </a>
  );
}
