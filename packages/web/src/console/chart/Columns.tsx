import { createSignal, createUniqueId, For, onCleanup, onMount, Show } from "solid-js";
import type { Reading } from "./charts.ts";
import { labelled } from "./scale.ts";

const HEIGHT = 190;
const TOP = 10;
const BOTTOM = 24;
const LABEL_WIDTH = 62;

interface Props {
  title: string;
  description: string;
  readings: readonly Reading[];
  isStacked: boolean;
  /** What is written below a column. */
  label: (index: number) => string;
  /** What a column says to whoever points at it. */
  tell: (index: number) => string;
  write: (value: number) => string;
  ticks: (max: number) => number[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Columns over time, as wide as there is room; whoever cannot see them has the table beside them. */
export function Columns(props: Props) {
  let frame: HTMLDivElement | undefined;
  const id = createUniqueId();
  const [width, setWidth] = createSignal(640);
  onMount(() => {
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(entry.contentRect.width, 240)),
    );
    if (frame) observer.observe(frame);
    onCleanup(() => observer.disconnect());
  });

  const highest = () =>
    Math.max(
      ...props.readings.map(({ parts, longest = 0 }) =>
        Math.max(longest, props.isStacked ? sum(parts) : Math.max(...parts)),
      ),
    );
  const lines = () => props.ticks(highest());
  const left = () => 12 + 7 * Math.max(...lines().map((line) => props.write(line).length));
  const y = (value: number) => HEIGHT - BOTTOM - (value / (lines().at(-1) ?? 1)) * (HEIGHT - TOP - BOTTOM);
  const pitch = () => (width() - left()) / props.readings.length;
  const x = (index: number) => left() + index * pitch();

  /** Where each part of a column stands: on top of the one below, or beside it. */
  const bars = ({ parts }: Reading) => {
    const room = pitch() * 0.76;
    const thickness = props.isStacked ? room : room / parts.length;
    return parts.map((value, part) => {
      const below = props.isStacked ? sum(parts.slice(0, part)) : 0;
      return {
        part,
        x: props.isStacked ? 0 : part * thickness,
        width: thickness,
        from: below,
        to: below + value,
      };
    });
  };

  return (
    <div ref={(element) => (frame = element)} class="chart">
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-text`}
        viewBox={`0 0 ${width()} ${HEIGHT}`}
        width={width()}
        height={HEIGHT}
      >
        <title id={`${id}-title`}>{props.title}</title>
        <desc id={`${id}-text`}>{props.description}</desc>
        <For each={lines()}>
          {(line) => (
            <>
              <line class="chart__line" x1={left()} x2={width()} y1={y(line)} y2={y(line)} />
              <text class="chart__value" x={left() - 6} y={y(line) + 4}>
                {props.write(line)}
              </text>
            </>
          )}
        </For>
        <For each={props.readings}>
          {(reading, index) => (
            <g transform={`translate(${x(index()) + pitch() * 0.12} 0)`}>
              <For each={bars(reading)}>
                {(bar) => (
                  <rect
                    class={`chart__bar chart__bar--${bar.part}`}
                    x={bar.x}
                    width={bar.width}
                    y={y(bar.to)}
                    height={y(bar.from) - y(bar.to)}
                  />
                )}
              </For>
              <Show when={reading.longest}>
                {(longest) => <path class="chart__longest" d={`M0 ${y(longest())}h${pitch() * 0.76}`} />}
              </Show>
              <rect class="chart__touch" width={pitch() * 0.76} y={TOP} height={HEIGHT - TOP - BOTTOM}>
                <title>{props.tell(index())}</title>
              </rect>
            </g>
          )}
        </For>
        <For each={labelled(props.readings.length, width() - left(), LABEL_WIDTH)}>
          {(index) => (
            <text
              class="chart__time"
              x={Math.min(Math.max(x(index) + pitch() / 2, left() + 16), width() - 18)}
              y={HEIGHT - 6}
            >
              {props.label(index)}
            </text>
          )}
        </For>
      </svg>
    </div>
  );
}
