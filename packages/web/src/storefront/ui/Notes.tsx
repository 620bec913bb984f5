import { For, Match, onCleanup, Switch } from "solid-js";
import { t } from "../i18n/index.ts";
import { toProduct } from "../route.ts";
import { useShop } from "../shop.ts";
import type { Note } from "../till.ts";
import { headline, remark } from "../words.ts";
import { orderButtonId } from "./ids.ts";
import { Receipt } from "./Receipt.tsx";

/** Long enough to be read twice. */
const SHOWN_MS = 10_000;

/** What came of the last orders. The live region says the same aloud. */
export function Notes() {
  const { till } = useShop();
  return (
    <section class="notes" aria-label={t().note.region}>
      <For each={till.state.notes}>{(note) => <Slip note={note} />}</For>
    </section>
  );
}

function Slip(props: { note: Note }) {
  const { till } = useShop();
  // A note never changes; a newer one is another slip.
  const note = props.note;
  const close = () => {
    till.dismiss(note.id);
    const place = document.getElementById(orderButtonId(note.sku)) ?? document.getElementById("main");
    place?.focus({ preventScroll: true });
  };
  const order = note.kind === "sold" ? note.sale.order : note.kind === "served" ? note.order : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stay = () => clearTimeout(timer);
  /** What was pressed for is read at once, and its stock soon old; a keyboard needs its time to get here. */
  const fade = () => {
    stay();
    const isAwaited = note.kind === "sold" || note.kind === "refused";
    if (isAwaited && !document.activeElement?.matches(":focus-visible"))
      timer = setTimeout(() => till.dismiss(note.id), SHOWN_MS);
  };
  fade();
  onCleanup(stay);
  return (
    <div
      class={`note note--${note.kind}`}
      onPointerEnter={stay}
      onPointerLeave={fade}
      onFocusIn={stay}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div>
        <h2>{headline(note)}</h2>
        {order ? <p>{remark(note)}</p> : <p lang="ko">{note.name}</p>}
      </div>
      {order ? (
        <Receipt order={order} />
      ) : (
        <p class="note__why">
          {remark(note)}{" "}
          <Switch>
            <Match when={note.kind === "refused" && note.problem.code === "out_of_stock"}>
              <a href={toProduct(note.sku)}>{t().reserve.go}</a>
            </Match>
          </Switch>
        </p>
      )}
      <button type="button" class="note__close" aria-label={t().note.close} onClick={close}>
        ×
      </button>
    </div>
  );
}
