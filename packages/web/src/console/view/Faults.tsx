import { For, Match, Switch } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { createLive } from "../live.ts";
import { told } from "../ui/notice.ts";
import { Burst } from "./Burst.tsx";
import { Forgery } from "./Forgery.tsx";
import { Invariants } from "./Invariants.tsx";

const faults = {
  factory: ["none", "down", "error", "slow", "silent", "duplicate", "early", "wrong_count"],
  topic: ["none", "refuse"],
} as const;
const parts = ["factory", "topic"] as const;

/** Things that go wrong, at the press of a button, beside the promises that hold all the same. */
export function Faults() {
  const { api } = useDesk();
  const { state, refresh } = createLive(() => ask(api.ops.faults.$get()), { everyMs: 4_000 });

  async function change(json: {
    factory?: (typeof faults.factory)[number];
    topic?: (typeof faults.topic)[number];
  }) {
    told(await ask(api.ops.faults.$patch({ json })), () => t().faults.done);
    refresh();
  }

  return (
    <>
      <h1>{t().pages.faults}</h1>
      <p class="lead">{t().faults.lead}</p>
      <div class="columns">
        <div>
          <Switch fallback={<p class="hint">{t().loading}</p>}>
            <Match when={state.problem?.status === 404}>
              <p class="panel">{t().faults.real}</p>
            </Match>
            <Match when={state.value}>
              {(now) => (
                <>
                  <For each={parts}>
                    {(part) => (
                      <fieldset class="panel choices">
                        <legend>{t().faults.parts[part]}</legend>
                        <For each={faults[part]}>
                          {(fault) => (
                            <label>
                              <input
                                type="radio"
                                name={part}
                                checked={now()[part] === fault}
                                onChange={() => void change({ [part]: fault })}
                              />
                              <span>
                                <strong>{t().faults.names[fault]}</strong> {t().faults.effects[fault]}
                              </span>
                            </label>
                          )}
                        </For>
                      </fieldset>
                    )}
                  </For>
                  <Burst />
                  <Forgery />
                </>
              )}
            </Match>
          </Switch>
        </div>
        <div class="promised">
          <Invariants />
        </div>
      </div>
    </>
  );
}
