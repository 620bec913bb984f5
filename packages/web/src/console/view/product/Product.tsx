import { Show } from "solid-js";
import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { t } from "../../i18n/index.ts";
import { createLive } from "../../live.ts";
import { href } from "../../route.ts";
import { availabilityTones, Badge } from "../../ui/Badge.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Adjustment } from "./Adjustment.tsx";
import { Decisions } from "./Decisions.tsx";
import { Ledger } from "./Ledger.tsx";
import { Line } from "./Line.tsx";
import { Reorder } from "./Reorder.tsx";
import { Selling } from "./Selling.tsx";
import { Shelf } from "./Shelf.tsx";

/** One product: what is on its shelf and why it was ordered, who waits, its ledger, and what a person may change. */
export function Product(props: { sku: string }) {
  const { api, pulse } = useDesk();
  const param = () => ({ sku: props.sku });
  const { state, refresh } = createLive(() =>
    ask(api.ops.products[":sku"].decisions.$get({ param: param(), query: { limit: "8" } })),
  );
  const settle = () => {
    refresh();
    pulse.refresh();
  };
  return (
    <>
      <p>
        <a href={href("products")}>{t().products.all}</a>
      </p>
      <Title sku={props.sku} />
      <Loaded of={state}>
        {(known) => (
          <>
            <div class="columns">
              <div>
                <Shelf sku={props.sku} shelf={known().shelf} reorder={known().reorder} />
                <Line sku={props.sku} />
              </div>
              <Decisions decisions={known().decisions} />
            </div>
            <div class="columns">
              <Reorder sku={props.sku} reorder={known().reorder} onChange={settle} />
              <Selling sku={props.sku} reorder={known().reorder} onChange={settle} />
              <Adjustment sku={props.sku} onChange={settle} />
            </div>
            <div class="columns">
              <Ledger sku={props.sku} />
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function Title(props: { sku: string }) {
  const { productOf } = useDesk();
  return (
    <h1>
      <Show when={productOf(props.sku)} fallback={props.sku}>
        {(now) => (
          <>
            <span lang="ko">{now().name}</span>{" "}
            <Badge
              tone={availabilityTones[now().availability]}
              text={t().products.availability[now().availability]}
            />
          </>
        )}
      </Show>
    </h1>
  );
}
