import { Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";

/** What stands where the shelf would: nothing on sale, or nobody answers. */
export function Closed(props: { kind: "empty" | "offline" }) {
  const { catalogue } = useShop();
  return (
    <div class="closed" role="status">
      <svg class="closed__picture" viewBox="0 0 120 60" aria-hidden="true">
        <ellipse cx="60" cy="44" rx="52" ry="12" />
        <ellipse cx="60" cy="41" rx="34" ry="6" />
        <path d="M38 34h.01M52 29h.01M70 36h.01M84 31h.01" />
      </svg>
      <h3>{props.kind === "empty" ? t().shelf.empty : t().offline.title}</h3>
      <p>{props.kind === "empty" ? t().shelf.emptyHint : t().offline.text}</p>
      <Show when={props.kind === "offline"}>
        <button type="button" class="button" onClick={() => catalogue.refresh()}>
          {t().offline.again}
        </button>
      </Show>
    </div>
  );
}
