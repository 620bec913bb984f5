import { createMemo, Match, Switch } from "solid-js";
import { t } from "../i18n/index.ts";
import { toShelf } from "../route.ts";
import { useShop } from "../shop.ts";
import { Closed } from "./Closed.tsx";
import { Counter } from "./Counter.tsx";
import { SkeletonProduct } from "./Skeleton.tsx";
import { Waves } from "./Waves.tsx";

/** One product at its own address, from the catalogue that the shelf shows too. */
export function ProductPage(props: { sku: string }) {
  const { state } = useShop().catalogue;
  const product = createMemo(() => state.products.find(({ sku }) => sku === props.sku));
  return (
    <section class="look" aria-busy={state.connection === "loading"}>
      <div class="look__inner">
        <a class="look__back" href={toShelf()}>
          {t().look.back}
        </a>
        <Switch fallback={<Closed kind="gone" />}>
          <Match when={product()} keyed>
            {(found) => <Counter product={found} />}
          </Match>
          <Match when={state.connection === "loading"}>
            <SkeletonProduct />
          </Match>
          <Match when={state.connection === "offline" && state.products.length === 0}>
            <Closed kind="offline" />
          </Match>
        </Switch>
      </div>
      <Waves />
    </section>
  );
}
