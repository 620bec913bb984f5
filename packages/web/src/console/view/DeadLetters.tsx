import { createSignal, For, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import type { QueueName } from "../flow/parts.ts";
import { format, t } from "../i18n/index.ts";
import { createLive } from "../live.ts";
import { Action } from "../ui/Action.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { told } from "../ui/notice.ts";
import { DeadLetter } from "./DeadLetter.tsx";

const count = (letters: readonly { satisfied: boolean }[], isSatisfied: boolean) =>
  letters.filter(({ satisfied }) => satisfied === isSatisfied).length;

/** The dead letters of one queue: why each is here, what a redrive of the chosen ones would do, and the two ways out. */
export function DeadLetters(props: { queue: QueueName }) {
  const { api, pulse } = useDesk();
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const letters = api.ops.queues[":name"];
  const param = () => ({ name: props.queue });
  const { state, refresh } = createLive(
    () => ask(letters["dead-letters"].$get({ param: param(), query: { limit: "100" } })),
    { everyMs: 5_000 },
  );

  const picked = () => (state.value?.messages ?? []).filter(({ id }) => chosen().has(id));

  function choose(id: string, isChosen: boolean): void {
    const next = new Set(chosen());
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  function settle(): void {
    setChosen(new Set<string>());
    refresh();
    pulse.refresh();
  }

  async function redrive(): Promise<void> {
    const ids = picked().map(({ id }) => id);
    const json = ids.length > 0 ? { ids } : {};
    told(await ask(letters.redrive.$post({ param: param(), json })), ({ moved }) =>
      t().dead.moved(format().number(moved)),
    );
    settle();
  }

  async function purge(): Promise<void> {
    told(await ask(letters["dead-letters"].$delete({ param: param() })), ({ purged }) =>
      t().dead.purged(format().number(purged)),
    );
    settle();
  }

  return (
    <section data-tour="dead-letters" aria-labelledby="dead-letters">
      <h2 id="dead-letters">{t().dead.title(props.queue)}</h2>
      <Loaded of={state} isEmpty={({ messages }) => messages.length === 0} empty={t().dead.empty}>
        {(list) => (
          <>
            <p class="toolbar">
              <Action onPress={redrive}>
                {picked().length > 0
                  ? t().dead.redriveSome(format().number(picked().length))
                  : t().dead.redriveAll}
              </Action>
              <Confirm
                press={t().dead.purge}
                title={t().dead.purgeTitle(props.queue)}
                text={<p>{t().dead.purgeText(format().number(list().messages.length))}</p>}
                word={props.queue}
                onConfirm={purge}
              />
            </p>
            <p class="hint">
              {t().dead.preview(format().number(count(list().messages, false)))}
              <Show when={count(list().messages, true) > 0}>
                {" "}
                {t().dead.previewDone(format().number(count(list().messages, true)))}
              </Show>
              <Show when={list().approximate}> {t().dead.approximate}</Show>
            </p>
            <ul class="letters">
              <For each={list().messages}>
                {(letter) => (
                  <DeadLetter
                    letter={letter}
                    isChosen={chosen().has(letter.id)}
                    onChoose={(isChosen) => choose(letter.id, isChosen)}
                  />
                )}
              </For>
            </ul>
          </>
        )}
      </Loaded>
    </section>
  );
}
