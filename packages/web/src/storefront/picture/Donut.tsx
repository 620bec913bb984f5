import { For, Match, Show, Switch } from "solid-js";
import { at, band, blob, scatter } from "./geometry.ts";
import { createChance, type Recipe, recipeOf, seedOf } from "./recipe.ts";

const circle = (radius: number) => blob(24, () => radius);

function body({ shape }: Recipe): string {
  if (shape === "cruller")
    return band(
      blob(28, (i) => (i % 2 === 0 ? 55 : 46)),
      circle(13),
    );
  if (shape === "cracked")
    return band(
      blob(20, (i) => (i % 2 === 0 ? 54 : 49)),
      circle(14),
    );
  return band(circle(52), circle(14));
}

function icing({ shape }: Recipe, chance: () => number): string {
  if (shape === "cruller")
    return band(
      blob(28, (i) => (i % 2 === 0 ? 49 : 41)),
      circle(18),
    );
  return band(
    blob(15, () => 42 + chance() * 7),
    blob(11, () => 17.5 + chance() * 4),
  );
}

/** A thread of icing that runs around the ring in waves. */
const THREAD = blob(24, (index) => (index % 2 === 0 ? 44 : 22));

const FOLDS = Array.from({ length: 14 }, (_, index) => {
  const angle = ((index + 0.5) / 14) * Math.PI * 2;
  const [from, bend, to] = [at(angle, 19), at(angle + 0.02, 34), at(angle + 0.34, 46)];
  return `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`;
}).join("");

/** What a cruller is twisted from. */
function Folds(props: { recipe: Recipe }) {
  return (
    <Show when={props.recipe.shape === "cruller"}>
      <path
        d={FOLDS}
        fill="none"
        stroke={props.recipe.crust}
        stroke-opacity=".38"
        stroke-width="2.4"
        stroke-linecap="round"
      />
    </Show>
  );
}

function Topping(props: { recipe: Recipe; chance: () => number }) {
  const { accents, topping } = props.recipe;
  const colour = (index: number) => accents[index % accents.length] ?? accents[0];
  return (
    <Switch>
      <Match when={topping === "sprinkles"}>
        <For each={scatter(26, props.chance, 25, 41)}>
          {({ x, y, turn }, index) => (
            <rect
              x={x - 3}
              y={y - 1.1}
              width="6"
              height="2.3"
              rx="1.15"
              fill={colour(index())}
              transform={`rotate(${turn} ${x} ${y})`}
            />
          )}
        </For>
      </Match>
      <Match when={topping === "crumbs"}>
        <For each={scatter(44, props.chance, 23, 42)}>
          {({ x, y, turn }, index) => (
            <circle cx={x} cy={y} r={0.9 + (turn % 10) / 9} fill={colour(index())} />
          )}
        </For>
      </Match>
      <Match when={topping === "drizzle"}>
        <path
          d={THREAD}
          fill="none"
          stroke={colour(1)}
          stroke-opacity=".45"
          stroke-width="3.4"
          stroke-linejoin="round"
          transform="rotate(4 60 60) translate(0 1)"
        />
        <path d={THREAD} fill="none" stroke={colour(0)} stroke-width="2.6" stroke-linejoin="round" />
      </Match>
    </Switch>
  );
}

/** A donut seen from above. What it looks like is its sku's. */
export function Donut(props: { sku: string }) {
  // A sku never changes under a picture; a product with another one gets another picture.
  const recipe = recipeOf(props.sku);
  const chance = createChance(seedOf(props.sku));
  const glaze = icing(recipe, chance);
  return (
    <svg class="picture" viewBox="0 0 120 120" aria-hidden="true">
      <path d={body(recipe)} fill={recipe.crust} fill-rule="evenodd" transform="translate(0 2.5)" />
      <path d={body(recipe)} fill={recipe.dough} fill-rule="evenodd" />
      <path
        d={glaze}
        fill={recipe.crust}
        fill-opacity=".35"
        fill-rule="evenodd"
        transform="translate(0 1.8)"
      />
      <path d={glaze} fill={recipe.glaze} fill-rule="evenodd" />
      <Folds recipe={recipe} />
      <Topping recipe={recipe} chance={chance} />
      <path
        d="M26 48A36 36 0 0 1 47 26"
        fill="none"
        stroke="#fff"
        stroke-opacity=".55"
        stroke-width="4.5"
        stroke-linecap="round"
      />
      <path
        d="M53.5 23.6l2-.4"
        fill="none"
        stroke="#fff"
        stroke-opacity=".55"
        stroke-width="4.5"
        stroke-linecap="round"
      />
    </svg>
  );
}
