import { Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";

/** How far a restock order is on its way to the expected time; of a completed one, how long it took. */
export function Progress(props: {
  restock: { requestedAt: string; expectedAt: string; completedAt: string | null };
}) {
  const { now } = useDesk();
  const from = () => Date.parse(props.restock.requestedAt);
  const length = () => Math.max(Date.parse(props.restock.expectedAt) - from(), 1);
  return (
    <Show
      when={props.restock.completedAt}
      fallback={
        <span class="progress">
          <progress
            max="1"
            value={Math.min((now() - from()) / length(), 1)}
            aria-label={t().restocks.progress}
          />
          <small>{t().restocks.expected(format().fromNow(props.restock.expectedAt, now()))}</small>
        </span>
      }
    >
      {(end) => <small>{t().restocks.took(format().duration(Date.parse(end()) - from()))}</small>}
    </Show>
  );
}
