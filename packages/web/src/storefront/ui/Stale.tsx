import { Show } from "solid-js";
import { t } from "../i18n/index.ts";
import type { Problem } from "../problem.ts";

/** Says why what stands here may not be so any more. */
export function Stale(props: { problem: Problem | undefined }) {
  return (
    <Show when={props.problem}>
      {(problem) => <p class="stale">{problem().status === 404 ? t().mine.missing : t().mine.stale}</p>}
    </Show>
  );
}
