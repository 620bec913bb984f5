import { For } from "solid-js";
import { t } from "../i18n/index.ts";

const blocks = ["plate", "name", "stock", "buy"];

function Blocks() {
  return <For each={blocks}>{(block) => <div class={`bone bone--${block}`} />}</For>;
}

/** As large as what comes, so that nothing moves when it does. */
export function SkeletonCards() {
  return (
    <>
      <p class="unseen">{t().shelf.loading}</p>
      <ul class="grid" aria-hidden="true">
        <For each={Array.from({ length: 7 })}>
          {() => (
            <li>
              <div class="card">
                <Blocks />
              </div>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

export function SkeletonProduct() {
  return (
    <div class="counter" aria-hidden="true">
      <div class="bone bone--plate" />
      <div class="counter__panel">
        <div class="bone bone--title" />
        <div class="bone bone--stock" />
        <div class="bone bone--buy" />
      </div>
    </div>
  );
}

export function SkeletonStar() {
  return (
    <div class="card card--star" aria-hidden="true">
      <Blocks />
    </div>
  );
}
