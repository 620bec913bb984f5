import { createEffect, createSignal, For, on, Show } from "solid-js";
import { useDesk } from "../../desk.ts";
import { t } from "../../i18n/index.ts";
import { Action } from "../../ui/Action.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { change, type Known, numberIn } from "./known.ts";

const modes = ["fixed", "auto"] as const;
type Mode = (typeof modes)[number];
const amounts = ["reorderPoint", "reorderQuantity"] as const;
const bounds = ["reorderMinimum", "reorderMultiple", "reorderMaximum"] as const;
const LARGEST = 1_000_000;

/** When a product is ordered, and how many: by fixed numbers or by what is measured; and whether at all. */
export function Reorder(props: { sku: string; onChange: () => void } & Pick<Known, "reorder">) {
  const desk = useDesk();
  const [mode, setMode] = createSignal<Mode>(props.reorder.reorderMode);
  createEffect(on(() => props.reorder.reorderMode, setMode, { defer: true }));
  // What counts in the mode `auto` is measured, and not what was filled in.
  const amount = (name: (typeof amounts)[number]) =>
    props.reorder.reorderMode === "fixed" ? props.reorder[name] : "";

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const percent = numberIn(form, "serviceLevel");
    const filled = [...amounts, ...bounds].flatMap((name) => {
      const value = numberIn(form, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    const level = percent === undefined ? {} : { serviceLevel: Math.round(percent * 10) / 1_000 };
    await change(desk, props.sku, { reorderMode: mode(), ...level, ...Object.fromEntries(filled) });
    props.onChange();
  }

  const restock = (restocking: boolean) => async () => {
    await change(desk, props.sku, { restocking });
    props.onChange();
  };

  return (
    <section class="panel" aria-labelledby="reorder">
      <h2 id="reorder">{t().reorder.title}</h2>
      <form class="form" onSubmit={(event) => void save(event)}>
        <fieldset class="choices choices--bare">
          <legend class="unseen">{t().reorder.mode}</legend>
          <For each={modes}>
            {(name) => (
              <label>
                <input type="radio" name="mode" checked={mode() === name} onChange={() => setMode(name)} />
                <span>
                  <strong>{t().reorder.modes[name]}</strong> {t().reorder.explained[name]}
                </span>
              </label>
            )}
          </For>
        </fieldset>
        <Show when={mode() === "auto"}>
          <label>
            {t().reorder.serviceLevel}
            <input
              name="serviceLevel"
              type="number"
              min="50"
              max="99.9"
              step="0.1"
              value={Math.round(props.reorder.serviceLevel * 1_000) / 10}
            />
          </label>
          <div class="form__row">
            <For each={bounds}>
              {(name) => (
                <label>
                  {t().reorder.names[name]}
                  <input name={name} type="number" min="1" max={LARGEST} value={props.reorder[name]} />
                </label>
              )}
            </For>
          </div>
          <p class="hint">{t().reorder.fallback}</p>
        </Show>
        <div class="form__row">
          <For each={amounts}>
            {(name) => (
              <label>
                {t().reorder.names[name]}
                <input
                  name={name}
                  type="number"
                  min={name === "reorderPoint" ? 0 : 1}
                  max={LARGEST}
                  value={amount(name)}
                  placeholder={t().settings.keep}
                />
              </label>
            )}
          </For>
        </div>
        <button class="button" type="submit">
          {t().settings.save}
        </button>
      </form>
      <p class="switch">
        <Show
          when={props.reorder.restocking}
          fallback={
            <>
              <span>{t().reorder.isOff}</span>
              <Action onPress={restock(true)}>{t().reorder.on}</Action>
            </>
          }
        >
          <span>{t().reorder.isOn}</span>
          <Confirm
            press={t().reorder.off}
            title={t().reorder.offTitle(props.sku)}
            text={<p>{t().reorder.offText}</p>}
            onConfirm={restock(false)}
          />
        </Show>
      </p>
    </section>
  );
}
