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

export function SkeletonStar() {
  return (
    <div class="card card--star" aria-hidden="true">
      <Blocks />
    </div>
  );
}
