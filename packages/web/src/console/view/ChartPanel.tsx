import { For, Show } from "solid-js";
import type { Bucket, Chart, ChartName } from "../chart/charts.ts";
import { Columns } from "../chart/Columns.tsx";
import { format, t } from "../i18n/index.ts";
import { Table } from "../ui/Table.tsx";

/** A chart with what it says in words, what its colours mean, and the same as a table. */
export function ChartPanel(props: { name: ChartName; chart: Chart; buckets: readonly Bucket[] }) {
  const texts = () => t().charts[props.name];
  const sentence = () => texts().sum(...props.chart.total(props.buckets));
  const readings = () => props.buckets.map(props.chart.read);
  const isEmpty = () => readings().every(({ parts }) => parts.every((value) => value === 0));
  const names = () => {
    const all: Record<string, string> = t().charts.parts;
    const parts = props.chart.hasLongest ? [...props.chart.parts, "longest"] : props.chart.parts;
    return parts.map((part) => all[part] ?? part);
  };
  const values = (index: number) => {
    const { parts, longest } = readings()[index] ?? { parts: [] };
    return longest === undefined ? parts : [...parts, longest];
  };
  const at = (index: number) => format().hourMinute(props.buckets[index]?.at ?? "");
  const tell = (index: number) =>
    [at(index), ...values(index).map((value, part) => `${names()[part]}: ${props.chart.write(value)}`)].join(
      "\n",
    );

  return (
    <section class="panel" aria-labelledby={`chart-${props.name}`}>
      <h2 id={`chart-${props.name}`}>{texts().title}</h2>
      <Show when={!isEmpty()} fallback={<p class="empty chart__empty">{texts().empty}</p>}>
        <p class="figure">{sentence()}</p>
        <ul class="legend">
          <For each={names()}>
            {(name, part) => (
              <li>
                <span
                  class={`legend__mark legend__mark--${part() < props.chart.parts.length ? part() : "longest"}`}
                />
                {name}
              </li>
            )}
          </For>
        </ul>
        <Columns
          title={texts().title}
          description={`${sentence()} ${texts().hint}`}
          readings={readings()}
          isStacked={props.chart.isStacked}
          label={at}
          tell={tell}
          write={props.chart.write}
          ticks={props.chart.ticks}
        />
      </Show>
      <p class="hint">{texts().hint}</p>
      <Show when={!isEmpty()}>
        <details>
          <summary>{t().charts.table}</summary>
          <Table
            caption={texts().title}
            rows={props.buckets
              .map((_, index) => index)
              .filter((index) => values(index).some((value) => value > 0))}
            columns={[
              { title: t().charts.from, cell: at },
              ...names().map((title, part) => ({
                title,
                isNumber: true,
                cell: (index: number) => props.chart.write(values(index)[part] ?? 0),
              })),
            ]}
          />
        </details>
      </Show>
    </section>
  );
}
