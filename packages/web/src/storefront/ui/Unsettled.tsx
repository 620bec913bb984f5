import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { orderButtonId } from "./ids.ts";

/** What an order without an answer says instead of its quantity, and the way to drop it. */
export function Unsettled(props: { sku: string; name: string }) {
  const { till } = useShop();
  const busy = () => till.state.busy[props.sku] !== undefined;
  const leave = () => {
    // Leaving takes this button away; a keyboard goes on where the order was.
    document.getElementById(orderButtonId(props.sku))?.focus({ preventScroll: true });
    till.leave(props.sku);
  };
  return (
    <div class="unsettled">
      <p>{t().order.unclear}</p>
      <button
        type="button"
        class="quiet"
        aria-disabled={busy()}
        onClick={() => {
          if (!busy()) leave();
        }}
      >
        <span class="unseen" lang="ko">
          {props.name}{" "}
        </span>
        {t().order.leave}
      </button>
    </div>
  );
}
