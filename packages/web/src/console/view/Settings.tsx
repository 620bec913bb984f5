import { createSignal, For } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { told } from "../ui/notice.ts";

const settings = ["price", "reorderPoint", "reorderQuantity"] as const;

/** What a person may change of a product: its settings, and its stock after a count. */
export function Settings(props: { sku: string }) {
  return (
    <div>
      <SettingsForm sku={props.sku} />
      <Adjustment sku={props.sku} />
    </div>
  );
}

/** Only what was filled in is changed. */
function SettingsForm(props: { sku: string }) {
  const { api, pulse } = useDesk();
  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const filled = settings.flatMap((name) => {
      const text = (form.elements.namedItem(name) as HTMLInputElement).value; // the inputs are written below
      return text === "" ? [] : [[name, Number(text)] as const];
    });
    const json = Object.fromEntries(filled);
    const saved = told(
      await ask(api.ops.products[":sku"].$patch({ param: { sku: props.sku }, json })),
      () => t().settings.done,
    );
    if (saved) form.reset();
    pulse.refresh();
  }
  return (
    <form class="panel form" onSubmit={(event) => void save(event)}>
      <h2>{t().settings.title}</h2>
      <For each={settings}>
        {(name) => (
          <label>
            {t().settings.names[name]}
            <input
              name={name}
              type="number"
              min="0"
              step="1"
              inputmode="numeric"
              placeholder={t().settings.keep}
            />
          </label>
        )}
      </For>
      <button class="button" type="submit">
        {t().settings.save}
      </button>
    </form>
  );
}

/** A correction of the stock; the same press never counts twice. */
function Adjustment(props: { sku: string }) {
  const { api, pulse } = useDesk();
  const [delta, setDelta] = createSignal("");
  const [reason, setReason] = createSignal("");
  const [key, setKey] = createSignal(newKey());

  async function adjust(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await ask(
      api.ops.products[":sku"].adjustments.$post({
        param: { sku: props.sku },
        json: { delta: Number(delta()), reason: reason() },
        header: { "Idempotency-Key": key() },
      }),
    );
    const done = told(answer, ({ stock }) => t().adjust.done(format().number(stock)));
    // Only what was not answered may have been done already, and is asked for under the same key again.
    if (done || answer.ok || answer.problem.status > 0) setKey(newKey());
    if (done) {
      setDelta("");
      setReason("");
    }
    pulse.refresh();
  }

  return (
    <form class="panel form" onSubmit={(event) => void adjust(event)}>
      <h2>{t().adjust.title}</h2>
      <label>
        {t().adjust.delta}
        <input
          type="number"
          step="1"
          required
          value={delta()}
          onInput={(e) => setDelta(e.currentTarget.value)}
        />
      </label>
      <label>
        {t().adjust.reason}
        <input maxlength="200" required value={reason()} onInput={(e) => setReason(e.currentTarget.value)} />
      </label>
      <button class="button" type="submit">
        {t().adjust.press}
      </button>
    </form>
  );
}

const newKey = () => crypto.randomUUID();
