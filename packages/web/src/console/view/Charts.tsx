import { createEffect, createSignal, For, on } from "solid-js";
import { ask } from "../api.ts";
import { chartNames, charts } from "../chart/charts.ts";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { createLive } from "../live.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { ChartPanel } from "./ChartPanel.tsx";

const windows = ["30m", "24h"] as const;
type Window = (typeof windows)[number];

/** Sales, refusals and lead times of the recent past. */
export function Charts() {
  const { api } = useDesk();
  const [window, setWindow] = createSignal<Window>("30m");
  const { state, refresh } = createLive(() => ask(api.ops.series.$get({ query: { window: window() } })), {
    everyMs: 5_000,
    key: "at",
  });
  createEffect(on(window, refresh, { defer: true }));
  return (
    <>
      <h1>{t().pages.charts}</h1>
      <p class="lead">{t().charts.lead}</p>
      <fieldset class="tabs">
        <legend class="unseen">{t().charts.window}</legend>
        <For each={windows}>
          {(name) => (
            <label>
              <input
                type="radio"
                name="window"
                checked={window() === name}
                onChange={() => setWindow(name)}
              />
              {t().charts.windows[name]}
            </label>
          )}
        </For>
      </fieldset>
      <Loaded of={state}>
        {(series) => (
          <div class="charts">
            <For each={chartNames}>
              {(name) => <ChartPanel name={name} chart={charts[name]} buckets={series().buckets} />}
            </For>
          </div>
        )}
      </Loaded>
    </>
  );
}
