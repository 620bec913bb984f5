import { For, onCleanup, onMount, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { EmptyBox } from "./EmptyBox.tsx";
import { HEADING } from "./ids.ts";
import { OrderRow } from "./OrderRow.tsx";
import { Ticket } from "./Ticket.tsx";
import { Waves } from "./Waves.tsx";

/** What was ordered and reserved on this device. */
export function MinePage() {
  const { announcer, mine } = useShop();
  const isEmpty = () => mine.state.orders.length + mine.state.reservations.length === 0;

  let isLooking = true;
  onMount(() => void mine.lookAt(() => isLooking));
  onCleanup(() => (isLooking = false));

  /** The button that was pressed goes with its row. */
  function forget(how: (id: string) => void, id: string): void {
    how(id);
    announcer.say(t().mine.forgotten);
    document.getElementById(HEADING)?.focus();
  }

  return (
    <>
      <section class="mine__head">
        <div>
          <h1 id={HEADING} tabindex="-1">
            {t().mine.title}
          </h1>
          <p>{t().mine.hint}</p>
        </div>
        <Waves />
      </section>
      <div class="mine">
        <Show when={!isEmpty()} fallback={<EmptyBox />}>
          <Show when={mine.state.reservations.length > 0}>
            <section aria-labelledby="mine-reservations">
              <h2 id="mine-reservations">{t().mine.reservations}</h2>
              <ul class="tickets">
                <For each={mine.state.reservations}>
                  {(reserved) => (
                    <li>
                      <Ticket
                        reserved={reserved}
                        onForget={() => forget(mine.forgetReservation, reserved.id)}
                      />
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={mine.state.orders.length > 0}>
            <section aria-labelledby="mine-orders">
              <h2 id="mine-orders">{t().mine.orders}</h2>
              <ul class="orders">
                <For each={mine.state.orders}>
                  {(order) => <OrderRow order={order} onForget={() => forget(mine.forgetOrder, order.id)} />}
                </For>
              </ul>
            </section>
          </Show>
        </Show>
      </div>
    </>
  );
}
