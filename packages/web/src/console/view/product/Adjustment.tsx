import { createSignal } from "solid-js";
import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { told } from "../../ui/notice.ts";

const newKey = () => crypto.randomUUID();

/** A correction of the stock; the same press never counts twice. */
export function Adjustment(props: { sku: string; onChange: () => void }) {
  const { api } = useDesk();
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
    props.onChange();
  }

  return (
    <form class="panel form" onSubmit={(event) => void adjust(event)}>
      <h2>{t().adjust.title}</h2>
      <p class="hint">{t().adjust.hint}</p>
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
