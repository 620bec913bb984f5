import { Match, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "../i18n/index.ts";
import { toShelf } from "../route.ts";
import { useShop } from "../shop.ts";
import { HEADING } from "./ids.ts";

type Kind = "empty" | "offline" | "gone";

function words(kind: Kind): { title: string; text: string } {
  const { look, offline, shelf } = t();
  if (kind === "offline") return offline;
  return kind === "empty"
    ? { title: shelf.empty, text: shelf.emptyHint }
    : { title: look.gone, text: look.goneHint };
}

/** What stands where goods would: nothing on sale, nobody answers, or no such product. */
export function Closed(props: { kind: Kind }) {
  const { catalogue } = useShop();
  return (
    <div class="closed" role="status">
      <svg class="closed__picture" viewBox="0 0 120 60" aria-hidden="true">
        <ellipse cx="60" cy="44" rx="52" ry="12" />
        <ellipse cx="60" cy="41" rx="34" ry="6" />
        <path d="M38 34h.01M52 29h.01M70 36h.01M84 31h.01" />
      </svg>
      <Dynamic component={props.kind === "gone" ? "h1" : "h3"} id={HEADING} tabindex="-1">
        {words(props.kind).title}
      </Dynamic>
      <p>{words(props.kind).text}</p>
      <Switch>
        <Match when={props.kind === "offline"}>
          <button type="button" class="button" onClick={() => catalogue.refresh()}>
            {t().offline.again}
          </button>
        </Match>
        <Match when={props.kind === "gone"}>
          <a class="button" href={toShelf()}>
            {t().mine.toShelf}
          </a>
        </Match>
      </Switch>
    </div>
  );
}
