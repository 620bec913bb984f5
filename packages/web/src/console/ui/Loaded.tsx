import { type JSX, Match, Show, Switch } from "solid-js";
import type { Problem } from "../api.ts";
import { t } from "../i18n/index.ts";
import { inWords } from "./notice.ts";

/** What a view shows while it has nothing yet, when nothing came, and when there is nothing; else its children. */
export function Loaded<T extends object>(props: {
  of: { value: T | undefined; problem: Problem | null };
  /** What is said where there is nothing to show. */
  empty?: string;
  isEmpty?: (value: T) => boolean;
  children: (value: () => T) => JSX.Element;
}) {
  return (
    <>
      <Show when={props.of.problem}>
        {(problem) => (
          <p class="trouble" role="alert">
            {inWords(problem())}
          </p>
        )}
      </Show>
      <Show
        when={props.of.value}
        fallback={
          <Show when={!props.of.problem}>
            <p class="hint">{t().loading}</p>
          </Show>
        }
      >
        {(value) => (
          <Switch fallback={props.children(value)}>
            <Match when={props.isEmpty?.(value())}>
              <p class="empty">{props.empty}</p>
            </Match>
          </Switch>
        )}
      </Show>
    </>
  );
}
