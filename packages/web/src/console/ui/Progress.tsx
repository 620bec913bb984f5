import { Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";

/** How far a restock order is on its way to the expected time; of a completed one, how long it took. */
export function Progress(props: {
  restock: { requestedAt: string; expectedAt: string; completedAt: string | null };
}) {
  const { now } = useDesk();
  const from = () => Date.parse(props.restock.requestedAt);
  const until = () => Date.parse(props.restock.expectedAt);
  const length = () => Math.max(until() - from(), 1);
  /** In whole seconds, as the clock ticks. */
  const lateMs = () => Math.floor((now() - until()) / 1_000) * 1_000;
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
          <small>
            {lateMs() < 1_000
              ? t().restocks.expected(format().fromNow(props.restock.expectedAt, Math.min(now(), until())))
              : t().restocks.late(format().duration(lateMs()))}
          </small>
        </span>
      }
    >
      {(end) => <small>{t().restocks.took(format().duration(Date.parse(end()) - from()))}</small>}
    </Show>
  );
}
