import { onCleanup, Show } from "solid-js";
import type { Product } from "../api.ts";
import { wrongFields } from "../fields.ts";
import { format, t } from "../i18n/index.ts";
import type { createReserving } from "../reserving.ts";
import { useShop } from "../shop.ts";
import { Field } from "./Field.tsx";
import { BACK, fieldId, quantityId } from "./ids.ts";

/** Takes a place in the line for what cannot be bought now. */
export function ReserveForm(props: {
  product: Product;
  quantity: number;
  reserving: ReturnType<typeof createReserving>;
  /** Called where the shop says that it can be bought. */
  onBack: () => void;
}) {
  const { customer, announcer, catalogue } = useShop();
  const state = () => props.reserving.state;
  const wrong = () => wrongFields(state().problem);

  let form: HTMLFormElement | undefined;
  // Whoever is writing is told why the form goes, by what comes in its place.
  onCleanup(() => {
    if (form?.contains(document.activeElement)) queueMicrotask(() => focus(BACK));
  });

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    const { name, email } = customer;
    const outcome = await props.reserving.send(props.product, {
      quantity: props.quantity,
      customer: { name, email },
    });
    if (!outcome || outcome.kind === "reserved") return;
    if (outcome.problem.code === "in_stock") return sellInstead();
    announcer.say(why());
    const [first] = wrong();
    if (first) focus(first === "quantity" ? quantityId(props.product.sku) : fieldId(first));
  }

  function sellInstead(): void {
    props.onBack();
    catalogue.refresh();
  }

  const why = () => {
    const { problem, isUnclear } = state();
    if (!problem || problem.code === "in_stock") return "";
    return isUnclear ? t().reserve.unclear : t().problem[problem.code];
  };

  return (
    <form
      ref={(element) => (form = element)}
      class="reserve"
      novalidate
      aria-labelledby="reserve-title"
      onSubmit={(event) => void send(event)}
    >
      <h2 id="reserve-title">
        <Show when={props.product.stock > 0} fallback={t().reserve.title}>
          {t().reserve.titleFewer(format().number(props.product.stock))}
        </Show>
      </h2>
      <p>{t().reserve.promise}</p>
      <Field name="name" wrong={wrong()} />
      <Field name="email" wrong={wrong()} />
      <p class="reserve__why" data-unclear={state().isUnclear || undefined}>
        {/* What is wrong with a field stands at the field. */}
        <Show when={wrong().length === 0}>{why()}</Show>
      </p>
      <button
        type="submit"
        class="button"
        data-busy={state().isBusy || undefined}
        aria-disabled={state().isBusy}
        aria-busy={state().isBusy}
      >
        <Show when={!state().isBusy} fallback={t().reserve.sending}>
          <Show when={state().isUnclear} fallback={t().reserve.press(format().number(props.quantity))}>
            {t().reserve.again}
          </Show>
        </Show>
      </button>
      <p class="reserve__privacy">{t().reserve.privacy}</p>
    </form>
  );
}

const focus = (id: string) => document.getElementById(id)?.focus();
