import { For } from "solid-js";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import type { Note } from "../till.ts";
import { headline, remark } from "../words.ts";
import { orderButtonId } from "./ids.ts";
import { Receipt } from "./Receipt.tsx";

/** What came of the last orders. The live region says the same aloud. */
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
            <div>
              <h2>{headline(note)}</h2>
              {note.kind === "sold" ? <p>{remark(note)}</p> : <p lang="ko">{note.name}</p>}
            </div>
            {note.kind === "sold" ? <Receipt sale={note.sale} /> : <p class="note__why">{remark(note)}</p>}
            <button type="button" class="note__close" aria-label={t().note.close} onClick={() => close(note)}>
              ×
            </button>
          </div>
        )}
      </For>
    </section>
  );
}
