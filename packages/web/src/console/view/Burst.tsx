import { createSignal, For, Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { createBurst } from "../burst.ts";
import { Action } from "../ui/Action.tsx";

/** A crowd of buyers for one product, sent from this page: every answer is counted. */
export function Burst() {
  const { api, pulse } = useDesk();
  const [sku, setSku] = createSignal("");
  const [buyers, setBuyers] = createSignal(100);
  const burst = createBurst(api);
  const products = () => pulse.state.value?.products ?? [];
  const wanted = () => sku() || products()[0]?.sku || "";
  return (
    <section class="panel form" aria-labelledby="burst">
      <h2 id="burst">{t().burst.title}</h2>
      <p class="hint">{t().burst.hint}</p>
      <label>
        {t().product}
        <select value={wanted()} onChange={(event) => setSku(event.currentTarget.value)}>
          <For each={products()}>{(product) => <option value={product.sku}>{product.name}</option>}</For>
        </select>
      </label>
      <label>
        {t().burst.buyers}
        <input
          type="number"
          min="1"
          max="1000"
          value={buyers()}
          onInput={(event) => setBuyers(Math.min(event.currentTarget.valueAsNumber || 1, 1_000))}
        />
      </label>
      <Action onPress={() => burst.send(wanted(), buyers())}>{t().burst.press}</Action>
      <Show when={burst.state.sent > 0}>
        <p role="status">
          {t().burst.result(
            format().number(burst.state.sold),
            format().number(burst.state.refused),
            format().number(burst.state.failed),
            format().number(burst.state.sent),
          )}
        </p>
      </Show>
    </section>
  );
}
