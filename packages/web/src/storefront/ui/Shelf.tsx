import { createMemo, For, Match, Switch } from "solid-js";
import type { Product } from "../api.ts";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { Closed } from "./Closed.tsx";
import { FAMOUS, Hero } from "./Hero.tsx";
import { ProductCard } from "./ProductCard.tsx";
import { SkeletonCards } from "./Skeleton.tsx";

export function Shelf() {
  const { state } = useShop().catalogue;
  /** In the window stands the famous one; without it the first on the shelf. */
  const star = createMemo<Product | undefined>(
    () => state.products.find(({ sku }) => sku === FAMOUS) ?? state.products[0],
  );
  const others = createMemo(() => state.products.filter((product) => product !== star()));
  const isUnknown = () => state.connection === "loading" || (state.connection === "offline" && !star());
  return (
    <>
      <Hero product={star()} isLoading={state.connection === "loading"} />
      <section
        id="shelf"
        class="shelf"
        tabindex="-1"
        aria-labelledby="shelf-title"
        aria-busy={state.connection === "loading"}
      >
        <div class="shelf__head">
          <h2 id="shelf-title">{t().shelf.title}</h2>
          <p>{t().shelf.hint}</p>
        </div>
        <Switch
          fallback={
            <ul class="grid">
              <For each={others()}>
                {(product) => (
                  <li>
                    <ProductCard product={product} />
                  </li>
                )}
              </For>
            </ul>
          }
        >
          <Match when={state.connection === "loading"}>
            <SkeletonCards />
          </Match>
          <Match when={isUnknown()}>
            <Closed kind="offline" />
          </Match>
          <Match when={!star()}>
            <Closed kind="empty" />
          </Match>
        </Switch>
      </section>
    </>
  );
}
