import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { scatter } from "../picture/geometry.ts";
import { Picture } from "../picture/Picture.tsx";
import { createChance, recipeOf, seedOf } from "../picture/recipe.ts";
import { useShop } from "../shop.ts";

/** The product on its dish. A sale is cheered: it hops, and sprinkles fly. */
export function Plate(props: { sku: string }) {
  const { till } = useShop();
  const sold = createMemo(
    () => till.state.notes.findLast(({ kind, sku }) => kind === "sold" && sku === props.sku)?.id,
  );
  const [cheered, cheer] = createSignal<string>();
  // Deferred: a slip that still lies there when one comes back to the page is old news.
  createEffect(on(sold, (id) => cheer(id), { defer: true }));
  return (
    <div class="plate" data-cheered={cheered() === undefined ? undefined : ""}>
      <Picture sku={props.sku} />
      <Show when={cheered()} keyed>
        {(id) => <Sprinkles sku={props.sku} seed={id} />}
      </Show>
    </div>
  );
}

/** Degrees of the direction from the middle of the dish. */
const outwards = (x: number, y: number) => Math.round((Math.atan2(y - 60, x - 60) * 180) / Math.PI);

function Sprinkles(props: { sku: string; seed: string }) {
  const { glaze, accents } = recipeOf(props.sku);
  const colours = [glaze, ...accents];
  const places = scatter(18, createChance(seedOf(props.seed)), 44, 58);
  return (
    <svg class="sprinkles" viewBox="0 0 120 120" aria-hidden="true">
      <For each={places}>
        {({ x, y }, index) => (
          <g transform={`translate(${x} ${y}) rotate(${outwards(x, y)})`}>
            <rect
              x="-3.5"
              y="-1.4"
              width="7"
              height="2.8"
              rx="1.4"
              fill={colours[index() % colours.length]}
            />
          </g>
        )}
      </For>
    </svg>
  );
}
