import { For, Show } from "solid-js";
import { type StoreEvent, useDesk } from "../desk.ts";
import { toneOf } from "../flow/journeys.ts";
import { t } from "../i18n/index.ts";
import { Story } from "../ui/Story.tsx";
import { When } from "../ui/When.tsx";

const SHOWN = 14;

/** What operations have heard of last. */
export function Happenings() {
  const { pulse, productOf } = useDesk();
  const events = () => pulse.state.value?.events.slice(0, SHOWN) ?? [];
  /** The name of the product that an event tells of. */
  const nameIn = ({ subject, data }: StoreEvent) => {
    const { sku = subject }: { sku?: unknown } = data;
    return productOf(String(sku))?.name;
  };
  return (
    <section class="panel" aria-labelledby="happenings">
      <h2 id="happenings">{t().flow.happenings}</h2>
      <ol class="happenings">
        <For each={events()} fallback={<li class="empty">{t().flow.quiet}</li>}>
          {(event) => (
            <li>
              <span class={`mark mark--${toneOf(event.type)}`} aria-hidden="true" />
              <span class="happenings__type">{event.type}</span>
              <span class="happenings__subject" lang={nameIn(event) && "ko"}>
                {nameIn(event) ?? event.subject}
              </span>
              <Show when={event.correlationid}>
                <Story id={event.correlationid} />
              </Show>
              <When at={event.time} />
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
