import { For, Show } from "solid-js";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { Action } from "../../ui/Action.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { change, type Known, numberIn } from "./known.ts";

const lanes = ["normal", "surge"] as const;

/** How a product is sold: its price, its lane, and whether it is sold at all. */
export function Selling(props: { sku: string; onChange: () => void } & Pick<Known, "reorder">) {
  const desk = useDesk();

  async function set(json: Parameters<typeof change>[2]): Promise<void> {
    await change(desk, props.sku, json);
    props.onChange();
  }

  async function savePrice(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const price = numberIn(event.currentTarget, "price");
    if (price !== undefined) await set({ price });
  }

  return (
    <section class="panel" aria-labelledby="selling">
      <h2 id="selling">{t().selling.title}</h2>
      <Show when={desk.productOf(props.sku)}>
        {(now) => (
          <>
            <form class="form" onSubmit={(event) => void savePrice(event)}>
              <label>
                {t().selling.price(format().money(now().price))}
                <input
                  name="price"
                  type="number"
                  min="0"
                  max="1000000000"
                  step="1"
                  required
                  value={now().price}
                />
              </label>
              <button class="action" type="submit">
                {t().selling.savePrice}
              </button>
            </form>
            <fieldset class="choices choices--bare">
              <legend>{t().selling.lane}</legend>
              <For each={lanes}>
                {(lane) => (
                  <label>
                    <input
                      type="radio"
                      name="lane"
                      checked={now().lane === lane}
                      onChange={() => void set({ lane })}
                    />
                    <span>
                      <strong>{t().selling.lanes[lane]}</strong> {t().selling.laneEffects[lane]}
                    </span>
                  </label>
                )}
              </For>
            </fieldset>
          </>
        )}
      </Show>
      <p class="switch">
        <Show
          when={props.reorder.retired}
          fallback={
            <>
              <span>{t().selling.isSold}</span>
              <Confirm
                press={t().selling.retire}
                title={t().selling.retireTitle(props.sku)}
                text={<p>{t().selling.retireText}</p>}
                word={props.sku}
                onConfirm={() => set({ retired: true })}
              />
            </>
          }
        >
          <span>{t().selling.isRetired}</span>
          <Action onPress={() => set({ retired: false })}>{t().selling.bringBack}</Action>
        </Show>
      </p>
    </section>
  );
}
