import { createSignal, For, Show } from "solid-js";
import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { t } from "../../i18n/index.ts";
import { href } from "../../route.ts";
import { told } from "../../ui/notice.ts";
import { numberIn, textIn } from "./known.ts";

const inputs = [
  { name: "sku", type: "text", isRequired: true },
  { name: "name", type: "text", isRequired: true },
  { name: "price", type: "number", isRequired: true },
  { name: "factory", type: "text", isRequired: true },
  { name: "initialStock", type: "number", isRequired: false },
  { name: "adManager", type: "email", isRequired: false },
] as const;

/** Puts something new on the shelf. */
export function NewProduct() {
  const { api, pulse } = useDesk();
  const [isKnown, setKnown] = createSignal(false);

  async function add(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: (typeof inputs)[number]["name"]) => textIn(form, name);
    const sku = text("sku");
    // The route would change the product that has this sku, which is not what this form says.
    const known = await ask(api.ops.products[":sku"].ledger.$get({ param: { sku }, query: { limit: "1" } }));
    setKnown(known.ok);
    if (known.ok) return;
    const adManager = text("adManager");
    const json = {
      name: text("name"),
      price: numberIn(form, "price") ?? 0,
      factory: text("factory"),
      initialStock: numberIn(form, "initialStock") ?? 0,
      ...(adManager === "" ? {} : { adManager }),
    };
    const added = told(await ask(api.ops.products[":sku"].$put({ param: { sku }, json })), () =>
      t().newProduct.done(sku),
    );
    pulse.refresh();
    if (!added) return;
    form.reset();
    location.hash = href("products", sku);
  }

  return (
    <details class="panel">
      <summary>{t().newProduct.title}</summary>
      <form class="form form--wide" onSubmit={(event) => void add(event)}>
        <For each={inputs}>
          {({ name, type, isRequired }) => (
            <label>
              {t().newProduct.names[name]}
              <input name={name} type={type} required={isRequired} min="0" step="1" autocomplete="off" />
            </label>
          )}
        </For>
        <p class="hint">{t().newProduct.hint}</p>
        <Show when={isKnown()}>
          <p class="trouble" role="alert">
            {t().newProduct.known}
          </p>
        </Show>
        <button class="button" type="submit">
          {t().newProduct.press}
        </button>
      </form>
    </details>
  );
}
