import { For } from "solid-js";
import { createChance, recipeOf, seedOf } from "./recipe.ts";
import { blob, band, scatter } from "./geometry.ts";

/** A book standing a little askew, with a donut of its own colours on the cover. */
export function Book(props: { sku: string }) {
  const { glaze, accents } = recipeOf(props.sku);
  const sprinkles = scatter(10, createChance(seedOf(props.sku)), 26, 36);
  return (
    <svg class="picture" viewBox="0 0 120 120" aria-hidden="true">
      <g transform="rotate(-5 60 60)">
        <path d="M27 18q0-6 6-6h58q4 0 4 4v92q0 4-4 4H33q-6 0-6-6z" fill="#6d2f3f" />
        <path d="M31 99h61v10H34q-5 0-5-5t5-5z" fill="#fffaf0" />
        <path d="M33 102h59M33 105.5h59" stroke="#d8c7ac" stroke-width=".9" />
        <path d="M27 18q0-6 6-6h58q4 0 4 4v80q0 3-4 3H34q-7 0-7 7z" fill="#9c4257" />
        <path d="M27 18q0-6 6-6h5v87h-4q-7 0-7 7z" fill="#7d3346" />
        <rect
          x="43"
          y="18"
          width="46"
          height="75"
          rx="3"
          fill="none"
          stroke="#f6d9a8"
          stroke-opacity=".7"
          stroke-width="1.2"
        />
        <rect x="50" y="25" width="32" height="4" rx="2" fill="#f6d9a8" />
        <rect x="55" y="32.5" width="22" height="2.6" rx="1.3" fill="#f6d9a8" fill-opacity=".75" />
        <g transform="translate(66 62) scale(.42) translate(-60 -60)">
          <path
            d={band(
              blob(24, () => 52),
              blob(24, () => 14),
            )}
            fill="#e0a35c"
            fill-rule="evenodd"
          />
          <path
            d={band(
              blob(13, (i) => (i % 2 ? 47 : 41)),
              blob(10, () => 20),
            )}
            fill={glaze}
            fill-rule="evenodd"
          />
          <For each={sprinkles}>
            {({ x, y, turn }) => (
              <rect
                x={x - 4}
                y={y - 1.6}
                width="8"
                height="3.2"
                rx="1.6"
                fill={accents[0]}
                transform={`rotate(${turn} ${x} ${y})`}
              />
            )}
          </For>
        </g>
        <path d="M78 96v18l4-4 4 4V96z" fill="#f5c451" />
      </g>
    </svg>
  );
}
