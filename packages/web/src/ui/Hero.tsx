import { Show } from "solid-js";
import type { Product } from "../api.ts";
import { t } from "../i18n/index.ts";
import { ProductCard } from "./ProductCard.tsx";
import { SkeletonStar } from "./Skeleton.tsx";

/** The window: the line for the famous donut, and the donut itself above the waves. */
export function Hero(props: { product: Product | undefined; isLoading: boolean }) {
  return (
    <section class="hero" aria-labelledby="hero-title">
      <div class="hero__inner">
        <div class="hero__words">
          <p class="eyebrow">{t().hero.eyebrow}</p>
          <h1 id="hero-title">
            <span>{t().hero.line[0]}</span> <span>{t().hero.line[1]}</span>
          </h1>
          <p class="hero__story">{t().hero.story}</p>
        </div>
        <Show
          when={props.product}
          fallback={
            <Show when={props.isLoading}>
              <SkeletonStar />
            </Show>
          }
          keyed
        >
          {(product) => <ProductCard product={product} isStar />}
        </Show>
      </div>
      <svg class="waves" viewBox="0 0 1440 90" preserveAspectRatio="none" aria-hidden="true">
        <path
          class="waves__far"
          d="M0 46q60-34 120 0t120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0V90H0z"
        />
        <path
          class="waves__near"
          d="M-60 62q60-28 120 0t120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0V90H-60z"
        />
      </svg>
    </section>
  );
}
