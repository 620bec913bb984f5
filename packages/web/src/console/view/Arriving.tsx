import { For, Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { ProductLink } from "../ui/ProductLink.tsx";
import { Progress } from "../ui/Progress.tsx";

/** What has been ordered from the factory and has not come yet. */
export function Arriving() {
  const { pulse } = useDesk();
  const ordered = () => (pulse.state.value?.products ?? []).filter(({ restock }) => restock !== null);
  return (
    <section class="panel" aria-labelledby="arriving">
      <h2 id="arriving">{t().flow.arriving}</h2>
      <ul class="arriving">
        <For each={ordered()} fallback={<li class="empty">{t().flow.noneArriving}</li>}>
          {(product) => (
            <Show when={product.restock}>
              {(restock) => (
                <li>
                  <ProductLink sku={product.sku} />
                  <span>+{format().number(restock().quantity)}</span>
                  <Progress restock={restock()} />
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
    </section>
  );
}
