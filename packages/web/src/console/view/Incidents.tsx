import { For, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { incidentTold, originalOf, runbookTold } from "../i18n/told.ts";
import { createLive } from "../live.ts";
import { href } from "../route.ts";
import { Action } from "../ui/Action.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { told } from "../ui/notice.ts";
import { ProductLink } from "../ui/ProductLink.tsx";
import { Sentence } from "../ui/Sentence.tsx";
import { Story } from "../ui/Story.tsx";
import { When } from "../ui/When.tsx";

const tones = { info: "plain", warning: "late", critical: "bad" } as const;

/** What needs a person, the open ones first, each with its line of the runbook. */
export function Incidents() {
  const { api } = useDesk();
  const { state, refresh } = createLive(() => ask(api.ops.incidents.$get({ query: { limit: "100" } })));
  const resolve = (id: string) => async () => {
    told(await ask(api.ops.incidents[":id"].resolve.$post({ param: { id } })), () => t().incidents.done);
    refresh();
  };
  return (
    <>
      <h1>{t().pages.incidents}</h1>
      <Loaded of={state} isEmpty={({ incidents }) => incidents.length === 0} empty={t().incidents.empty}>
        {(list) => (
          <ul class="incidents">
            <For
              each={list().incidents.toSorted(
                (a, b) => Number(b.status === "open") - Number(a.status === "open"),
              )}
            >
              {(incident) => (
                <li
                  class="panel incident"
                  classList={{ "incident--resolved": incident.status === "resolved" }}
                >
                  <p class="incident__head">
                    <Badge
                      tone={tones[incident.severity]}
                      text={t().incidents.severities[incident.severity]}
                    />
                    <strong>{t().incidents.kinds[incident.kind]}</strong>
                    <Show when={incident.count > 1}>
                      <span>{t().incidents.times(format().number(incident.count))}</span>
                    </Show>
                    <When at={incident.createdAt} />
                  </p>
                  <p>
                    <Sentence of={incidentTold(incident)} />
                  </p>
                  <Show when={originalOf(incident)}>
                    {(text) => (
                      <p class="hint" lang="en">
                        {text()}
                      </p>
                    )}
                  </Show>
                  <p class="runbook">
                    <Sentence of={runbookTold(incident)} />
                  </p>
                  <p class="incident__foot">
                    <Show when={incident.kind === "dead_letter"}>
                      <a href={href("queues")}>{t().incidents.toQueues}</a>
                    </Show>
                    <Show when={incident.sku}>{(sku) => <ProductLink sku={sku()} />}</Show>
                    <Show when={incident.restockId}>{(id) => <Story id={id()} />}</Show>
                    <Show
                      when={incident.status === "open"}
                      fallback={<Badge tone="good" text={t().incidents.resolved} />}
                    >
                      <Action onPress={resolve(incident.id)}>{t().incidents.resolve}</Action>
                    </Show>
                  </p>
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
    </>
  );
}
