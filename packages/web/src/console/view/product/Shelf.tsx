import { For, Show } from "solid-js";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { Progress } from "../../ui/Progress.tsx";
import type { Known } from "./known.ts";

const terms = ["stock", "onOrder", "waiting", "projected"] as const;
const signs = { stock: "", onOrder: "+", waiting: "−", projected: "=" };

/** What is promised once all that is on order has come, and where the next order opens. */
export function Shelf(props: { sku: string } & Pick<Known, "shelf" | "reorder">) {
  const { productOf } = useDesk();
  return (
    <section class="panel" aria-labelledby="shelf">
      <h2 id="shelf">{t().shelf.title(props.sku)}</h2>
      <dl class="sums">
        <For each={terms}>
          {(term) => (
            <div>
              <dt>{t().shelf.terms[term]}</dt>
              <dd>
                <span class="sums__sign">{signs[term]}</span> {format().number(props.shelf[term])}
              </dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={productOf(props.sku)?.restock}>{(order) => <Progress restock={order()} />}</Show>
      <p>
        {props.reorder.restocking && !props.reorder.retired
          ? t().shelf.rule(
              format().number(props.reorder.reorderPoint),
              format().number(props.reorder.reorderQuantity),
            )
          : t().shelf.never}
      </p>
      <Show when={props.reorder.note}>
        {(note) => (
          <p class="hint" lang="en">
            {note()}
          </p>
        )}
      </Show>
    </section>
  );
}
