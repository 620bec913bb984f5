import { For, Show } from "solid-js";
import { t } from "../../i18n/index.ts";
import { decisionTold } from "../../i18n/told.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Sentence } from "../../ui/Sentence.tsx";
import { Story } from "../../ui/Story.tsx";
import { When } from "../../ui/When.tsx";
import type { Known } from "./known.ts";

const tones = {
  ordered: "busy",
  enough: "good",
  not_restocked: "plain",
  paused: "late",
  factory_missing: "bad",
} as const;

/** Why a restock was ordered, or was not, each in a sentence; newest first. */
export function Decisions(props: Pick<Known, "decisions">) {
  return (
    <section class="panel" aria-labelledby="decisions">
      <h2 id="decisions">{t().decisions.title}</h2>
      <ol class="decisions">
        <For each={props.decisions} fallback={<li class="empty">{t().decisions.empty}</li>}>
          {(decision) => (
            <li>
              <p class="decisions__head">
                <Badge tone={tones[decision.reason]} text={t().decisions.reasons[decision.reason]} />
                <When at={decision.createdAt} />
                <Show when={decision.restockId}>{(id) => <Story id={id()} />}</Show>
              </p>
              <p>
                <Sentence of={decisionTold(decision)} />
              </p>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
