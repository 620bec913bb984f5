import { For, Match, Switch } from "solid-js";
import { format, t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import type { Note } from "../till.ts";
import { whyNot } from "../words.ts";
import { orderButtonId } from "./ids.ts";
import { Receipt } from "./Receipt.tsx";

/** The tray beside the till: what came of the last orders. The live region says the same aloud. */
export function Notes() {
  const { till } = useShop();
  const close = ({ id, sku }: Note) => {
    till.dismiss(id);
    document.getElementById(orderButtonId(sku))?.focus({ preventScroll: true });
  };
  return (
    <section class="notes" aria-label={t().note.region}>
      <For each={till.state.notes}>
        {(note) => (
          <div
            class={`note note--${note.kind}`}
            onKeyDown={(event) => {
              if (event.key === "Escape") close(note);
            }}
          >
            <button type="button" class="note__close" aria-label={t().note.close} onClick={() => close(note)}>
              ×
            </button>
            <h2>
              {note.kind === "sold" ? t().note.sold(format().number(note.sale.stock)) : t().note[note.kind]}
            </h2>
            <Switch>
              <Match when={note.kind === "sold" && note}>{(sold) => <Receipt sale={sold().sale} />}</Match>
              <Match when={note.kind !== "sold" && note}>
                {(failed) => (
                  <>
                    <p lang="ko" class="note__name">
                      {failed().name}
                    </p>
                    <p>{whyNot(failed())}</p>
                  </>
                )}
              </Match>
            </Switch>
          </div>
        )}
      </For>
    </section>
  );
}
