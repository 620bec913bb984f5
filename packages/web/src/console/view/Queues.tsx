import { For, Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { href, route } from "../route.ts";
import { queueNames } from "../flow/parts.ts";
import { DeadLetters } from "./DeadLetters.tsx";

const open = () => queueNames.find((name) => name === route().id);

/** The queues side by side, the one with the most dead letters first; and the dead letters of the one that is open. */
export function Queues() {
  const { pulse } = useDesk();
  const queues = () => (pulse.state.value?.queues ?? []).toSorted((a, b) => b.deadLetters - a.deadLetters);
  return (
    <>
      <h1>{t().pages.queues}</h1>
      <p class="lead">{t().queues.lead}</p>
      <ul class="tiles">
        <For each={queues()}>
          {(queue) => (
            <li>
              <a
                class="panel tile"
                classList={{ "tile--bad": queue.deadLetters > 0 }}
                href={href("queues", queue.name)}
                aria-current={open() === queue.name ? "true" : undefined}
              >
                <strong>{queue.name}</strong>
                <span>{t().queues.visible(format().number(queue.visible))}</span>
                <span>{t().queues.inFlight(format().number(queue.inFlight))}</span>
                <span>{t().queues.dead(format().number(queue.deadLetters))}</span>
                <Show when={queue.oldestAgeSeconds}>
                  {(age) => <span>{t().queues.oldest(format().duration(age() * 1_000))}</span>}
                </Show>
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={open()} keyed fallback={<p class="hint">{t().queues.choose}</p>}>
        {(name) => <DeadLetters queue={name} />}
      </Show>
    </>
  );
}
