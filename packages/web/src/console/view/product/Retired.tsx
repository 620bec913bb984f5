import { For, Show } from "solid-js";
import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { t } from "../../i18n/index.ts";
import { createLive } from "../../live.ts";
import { href } from "../../route.ts";

/** Products that are not on sale any more; the audit knows every product there is. */
export function Retired() {
  const { api, pulse } = useDesk();
  const { state } = createLive(() => ask(api.ops.audit.$get()), { everyMs: 15_000, key: "sku" });
  const retired = () => {
    const onSale = new Set(pulse.state.value?.products.map(({ sku }) => sku));
    return onSale.size === 0 ? [] : (state.value?.products ?? []).filter(({ sku }) => !onSale.has(sku));
  };
  return (
    <Show when={retired().length > 0}>
      <p class="hint">
        {t().products.retired}{" "}
        <For each={retired()}>{({ sku }) => <a href={href("products", sku)}>{sku}</a>}</For>
      </p>
    </Show>
  );
}
