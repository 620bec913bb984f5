import { Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { dismiss, notice } from "./notice.ts";

/** What the last action came to; said aloud as it appears. */
export function Notice() {
  return (
    <div class="notice" role="status">
      <Show when={notice()}>
        {(now) => (
          <p classList={{ "notice--trouble": now().isTrouble }}>
            {now().text}
            <button type="button" class="quiet" onClick={dismiss}>
              {t().close}
            </button>
          </p>
        )}
      </Show>
    </div>
  );
}
