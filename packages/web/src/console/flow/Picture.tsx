import { For, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { href } from "../route.ts";
import { createDots } from "./dots.ts";
import { type Layout, line, SIZE } from "./layout.ts";
import { arrows, kindOf, type PartId, queueOf } from "./parts.ts";

/** What is told of a part beside its name. */
export interface Facts {
  /** One short line. */
  text: string;
  /** Dead letters of a queue. */
  dead?: number;
  /** It works on something, or something waits in it. */
  isBusy?: boolean;
  isInTrouble?: boolean;
}

interface Props {
  layout: Layout;
  facts: (id: PartId) => Facts;
  /** Hands over how an event is shown on its way. */
  ref: (send: (type: string) => void) => void;
}

/** The whole system: what calls what, what waits where, and messages on their way. */
export function Picture(props: Props) {
  let canvas: SVGGElement | undefined;
  const dots = createDots(
    () => canvas,
    () => props.layout,
  );
  props.ref(dots.send);
  const ids = () => Object.keys(props.layout.at) as PartId[]; // Object.keys forgets the literal keys
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${props.layout.width} ${props.layout.height}`}
      role="group"
      aria-label={t().flow.picture}
    >
      <defs>
        <marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="5" markerHeight="5" orient="auto">
          <path d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      <For each={arrows}>
        {([from, to]) => (
          <polyline
            class="arrow"
            marker-end="url(#tip)"
            points={line(props.layout, from, to)
              .map(({ x, y }) => `${x},${y}`)
              .join(" ")}
          />
        )}
      </For>
      <g ref={(element) => (canvas = element)} aria-hidden="true" />
      <For each={ids()}>{(id) => <Part id={id} layout={props.layout} facts={props.facts(id)} />}</For>
    </svg>
  );
}

/** One part; a queue leads to its dead letters. */
function Part(props: { id: PartId; layout: Layout; facts: Facts }) {
  const queue = () => (kindOf(props.id) === "queue" ? queueOf(props.id) : undefined);
  return (
    <Show when={queue()} fallback={<Box {...props} />}>
      {(name) => (
        // Inside of a group, as Solid takes a link that stands alone for one of HTML.
        <g>
          <a href={href("queues", name())}>
            <Box {...props} />
          </a>
        </g>
      )}
    </Show>
  );
}

const corners = { people: 37, function: 14, store: 6, topic: 37, queue: 6, company: 2 };

function Box(props: { id: PartId; layout: Layout; facts: Facts }) {
  const kind = () => kindOf(props.id);
  const at = () => props.layout.at[props.id];
  return (
    <g
      class={`part part--${kind()}`}
      data-part={props.id}
      classList={{
        "part--busy": props.facts.isBusy === true,
        "part--trouble": props.facts.isInTrouble === true,
      }}
      transform={`translate(${at().x - SIZE.width / 2} ${at().y - SIZE.height / 2})`}
    >
      <rect width={SIZE.width} height={SIZE.height} rx={corners[kind()]} />
      <text x={SIZE.width / 2} y={props.facts.text === "" ? 43 : 31} class="part__name">
        {t().flow.parts[props.id]}
      </text>
      <text x={SIZE.width / 2} y="54" class="part__fact">
        {props.facts.text}
      </text>
      <Show when={props.facts.dead}>
        {(dead) => (
          <g transform={`translate(${SIZE.width - 14} 2)`} class="part__dead">
            <rect x="-30" y="-14" width="60" height="26" rx="13" />
            <text y="4">{t().flow.dead(String(dead()))}</text>
          </g>
        )}
      </Show>
    </g>
  );
}
