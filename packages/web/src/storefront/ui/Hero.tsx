import { Match, Switch } from "solid-js";
import type { Product } from "../api.ts";
import { t } from "../i18n/index.ts";
import { Donut } from "../picture/Donut.tsx";
import { ProductCard } from "./ProductCard.tsx";
import { SkeletonStar } from "./Skeleton.tsx";
import { Waves } from "./Waves.tsx";

/** The one the crowd comes for. */
export const FAMOUS = "CP-502101";

/**
 * The window: the line for the famous donut, and the donut itself above the waves.
 * The badge is advertising, and rests while the advertisement does.
 */
export function Hero(props: { product: Product | undefined; isLoading: boolean }) {
  return (
    <section class="hero" aria-labelledby="hero-title">
      <div class="hero__inner">
        <div class="hero__words">
          <p class="eyebrow" data-resting={props.product?.advertised === false}>
            {t().hero.eyebrow}
          </p>
          <h1 id="hero-title">
            <span>{t().hero.line[0]}</span> <span>{t().hero.line[1]}</span>
          </h1>
          <p class="hero__story">{t().hero.story}</p>
        </div>
        <Switch
          fallback={
            <div class="hero__picture">
              <Donut sku={FAMOUS} />
            </div>
          }
        >
          <Match when={props.product} keyed>
            {(product) => <ProductCard product={product} isStar />}
          </Match>
          <Match when={props.isLoading}>
            <SkeletonStar />
          </Match>
        </Switch>
      </div>
      <Waves />
    </section>
  );
}
