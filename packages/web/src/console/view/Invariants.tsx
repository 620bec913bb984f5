import { For, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { findingTold } from "../i18n/told.ts";
import { createLive } from "../live.ts";
import { promises, stateOf } from "../flow/promises.ts";
import { Badge } from "../ui/Badge.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Sentence } from "../ui/Sentence.tsx";

const tones = { kept: "good", moving: "busy", broken: "bad" } as const;

/** What must hold whatever happens, checked against the whole store every few seconds. */
export function Invariants() {
  const { api } = useDesk();
  const { state } = createLive(() => ask(api.ops.audit.$get()), { everyMs: 4_000, key: "name" });
  return (
    <section class="panel" data-tour="promises" aria-labelledby="invariants">
      <h2 id="invariants">{t().flow.invariants}</h2>
      <Loaded of={state}>
        {(audit) => (
          <ul class="promises">
            <For each={promises}>
              {({ name, rules }) => {
                const found = () => stateOf(audit().checks, rules);
                return (
                  <li>
                    <Badge tone={tones[found().state]} text={t().flow.states[found().state]} />
                    <span>{t().flow.promises[name]}</span>
                    <Show when={found().finding}>
                      {(finding) => (
                        <small>
                          <Sentence of={findingTold(finding())} />
                        </small>
                      )}
                    </Show>
                  </li>
                );
              }}
            </For>
          </ul>
        )}
      </Loaded>
    </section>
  );
}
