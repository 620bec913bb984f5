import { createEffect, createSignal, For, on, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { outcomeTold, whereTold } from "../i18n/told.ts";
import { createLive } from "../live.ts";
import { href, route } from "../route.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { Sentence } from "../ui/Sentence.tsx";
import { Order } from "./Order.tsx";

/** One story from click to receipt, hop by hop. */
export function Trace() {
  const [wanted, setWanted] = createSignal(route().id ?? "");
  createEffect(
    on(
      () => route().id,
      (id) => setWanted(id ?? ""),
    ),
  );
  function follow(event: Event): void {
    event.preventDefault();
    if (wanted().trim() !== "") location.hash = href("trace", wanted().trim());
  }
  return (
    <>
      <h1>{t().pages.trace}</h1>
      <form class="panel search" onSubmit={follow}>
        <label for="story">{t().trace.id}</label>
        <input id="story" value={wanted()} onInput={(event) => setWanted(event.currentTarget.value)} />
        <button class="button" type="submit">
          {t().trace.follow}
        </button>
        <p class="hint">{t().trace.hint}</p>
      </form>
      <Show when={route().id} keyed>
        {(id) => <Timeline id={id} />}
      </Show>
    </>
  );
}

function Timeline(props: { id: string }) {
  const { api } = useDesk();
  const { state, refresh } = createLive(() => ask(api.ops.trace[":id"].$get({ param: { id: props.id } })));
  return (
    <>
      <For each={ordersOf(state.value?.hops ?? [])}>{(id) => <Order id={id} onChange={refresh} />}</For>
      <section class="panel">
        <Loaded of={state} isEmpty={({ hops }) => hops.length === 0} empty={t().trace.empty}>
          {(story) => {
            const start = () => Date.parse(story().hops[0]?.at ?? "");
            return (
              <ol class="timeline">
                <For each={story().hops}>
                  {(hop) => (
                    <li>
                      <time dateTime={hop.at} title={format().dateTime(hop.at)}>
                        +{format().duration(Date.parse(hop.at) - start())}
                      </time>
                      <strong>
                        <Sentence of={whereTold(hop.where)} />
                      </strong>
                      <span lang="en">{hop.what}</span>
                      <em>
                        <Sentence of={outcomeTold(hop.outcome)} />
                      </em>
                    </li>
                  )}
                </For>
              </ol>
            );
          }}
        </Loaded>
      </section>
    </>
  );
}

/** The orders that a story tells of. */
const ordersOf = (hops: readonly { where: string; what: string }[]) => [
  ...new Set(
    hops.flatMap(({ where, what }) =>
      where === "orders" ? (/^order ([\da-f-]{36})/.exec(what)?.[1] ?? []) : [],
    ),
  ),
];
