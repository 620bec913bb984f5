import { Show } from "solid-js";
import type { Restock } from "../api.ts";
import { format, t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { whereabouts } from "../words.ts";

/** What a sold-out product says instead of its quantity: where the next batch is. */
export function Restocking(props: { restock: Restock | null }) {
  return (
    <div class="restocking">
      <Show when={props.restock} fallback={<p>{t().restock.none}</p>}>
        {(restock) => <Batch restock={restock()} />}
      </Show>
    </div>
  );
}

function Batch(props: { restock: Restock }) {
  const { now } = useShop();
  const words = () => whereabouts(props.restock, now());
  /** How far the batch is, as far as one can tell from the clock alone; it never looks finished. */
  const done = () => {
    if (props.restock.status === "overdue") return 0.96;
    const [from, to] = [Date.parse(props.restock.requestedAt), Date.parse(props.restock.expectedAt)];
    return Math.min(Math.max((now() - from) / Math.max(to - from, 1), 0.04), 0.96);
  };
  return (
    <>
      <p class="restocking__status">
        {words().status} · {t().restock.coming(format().number(props.restock.quantity))}
      </p>
      <div class="oven" data-status={props.restock.status} aria-hidden="true">
        <div style={{ transform: `scaleX(${done()})` }} />
      </div>
      <p class="restocking__expected">{words().expected}</p>
    </>
  );
}
