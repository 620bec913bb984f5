import { createResource, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { Action } from "../ui/Action.tsx";
import { useTour } from "./context.ts";

/** The way into the tour, in a store whose parts may be broken. */
export function Start() {
  const { api } = useDesk();
  const tour = useTour();
  const [faults] = createResource(() => ask(api.ops.faults.$get()));
  return (
    <Show when={faults()?.ok === true && tour.index() === undefined}>
      <p class="panel tour-start">
        <span>{t().tour.invitation}</span>
        <Action onPress={tour.start}>{t().tour.begin}</Action>
      </p>
    </Show>
  );
}
