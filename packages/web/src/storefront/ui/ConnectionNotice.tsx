import { Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";

/** Lies over the page, so that nothing moves when the connection comes and goes. */
export function ConnectionNotice() {
  const { state, refresh } = useShop().catalogue;
  return (
    <div class="connection" role="status">
      <Show when={state.connection === "offline" && state.products.length > 0}>
        <p>
          {t().offline.short}
          <button type="button" class="quiet" onClick={refresh}>
            {t().offline.again}
          </button>
        </p>
      </Show>
    </div>
  );
}
