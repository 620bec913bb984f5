import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { createReturn } from "../return.ts";
import type { Product, Reservation } from "../api.ts";
import { wrongFields } from "../fields.ts";
import { format, t } from "../i18n/index.ts";
import type { Outcome } from "../order.ts";
import type { Problem } from "../problem.ts";
import { createReserving } from "../reserving.ts";
import { useShop } from "../shop.ts";
import { placeInLine } from "../words.ts";
import { Availability } from "./Availability.tsx";
import { Confirmation } from "./Confirmation.tsx";
import { BACK, fieldId, HEADING, ticketId, titleId } from "./ids.ts";
import { OrderButton } from "./OrderButton.tsx";
import { Plate } from "./Plate.tsx";
import { Quantity } from "./Quantity.tsx";
import { ReserveForm } from "./ReserveForm.tsx";
import { Restocking } from "./Restocking.tsx";
import { Ticket } from "./Ticket.tsx";
import { Unsettled } from "./Unsettled.tsx";

/** Where one product is looked at, ordered, and reserved when there is too little of it. */
export function Counter(props: { product: Product }) {
  const { announcer, api, customer, mine, till } = useShop();
  const [quantity, setQuantity] = createSignal(1);
  const [wantsMail, setWantsMail] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  /** Whoever was served may want more: then the form is asked for. */
  const [wantsMore, setWantsMore] = createSignal(false);
  const reserving = createReserving(api, onReserved);
  const back = createReturn(() => props.product.stock, quantity);

  const sku = () => props.product.sku;
  const unclear = () => till.state.unclear[sku()];
  const isSoldOut = () => props.product.stock <= 0;
  const isShort = () => quantity() > props.product.stock;
  const ticket = createMemo(() => mine.ticketOf(sku()));
  /** What has come back needs no line; an attempt that is not settled may have taken a place in it. */
  const canReserve = () =>
    (isShort() && !back.isBack()) || reserving.state.isBusy || reserving.state.isUnclear;
  const buyer = () => (wantsMail() ? { name: customer.name, email: customer.email } : undefined);
  const wrong = () => wrongFields(problem());

  function onReserved(reservation: Reservation, { name }: Product): void {
    setWantsMore(false);
    mine.addReservation({ ...reservation, name });
    announcer.say(t().say.reserved(name, placeInLine(reservation.position ?? 1)));
    document.getElementById(ticketId(reservation.id))?.focus();
  }

  function onOrdered(outcome: Outcome): void {
    back.forget();
    setProblem(outcome.kind === "sold" ? undefined : outcome.problem);
    const [first] = wrong();
    if (!first) return;
    announcer.say(t().problem.invalid_request);
    document.getElementById(fieldId(first))?.focus();
  }

  return (
    <article
      class="counter"
      classList={{ "card--sold-out": isSoldOut() }}
      data-sku={sku()}
      aria-labelledby={titleId(sku())}
    >
      <Plate sku={sku()} />
      <div class="counter__panel">
        <h1 id={HEADING} tabindex="-1">
          <span id={titleId(sku())} lang="ko">
            {props.product.name}
          </span>
        </h1>
        <p class="price">{format().money(props.product.price)}</p>
        <Availability product={props.product} />
        <Show when={isSoldOut()}>
          <Restocking restock={props.product.restock} />
        </Show>
        <Show
          when={unclear()}
          fallback={
            <div class="buy__quantity">
              <Quantity sku={sku()} value={quantity()} onChange={setQuantity} />
              <p class="hint" role="status">
                <Show when={quantity() > props.product.stock && !isSoldOut()}>
                  {t().tooMany(format().number(props.product.stock))}
                </Show>
              </p>
            </div>
          }
        >
          <Unsettled sku={sku()} name={props.product.name} />
        </Show>
        <Show when={!canReserve() && !unclear()}>
          <Confirmation isWanted={wantsMail()} onWant={setWantsMail} wrong={wrong()} />
        </Show>
        <OrderButton product={props.product} quantity={quantity()} customer={buyer()} onOutcome={onOrdered} />
        <Switch>
          <Match when={!wantsMore() && ticket()}>
            {(reserved) => (
              <>
                <Ticket reserved={reserved()} />
                <Show when={reserved().status === "fulfilled" && canReserve()}>
                  <button type="button" class="quiet" onClick={() => setWantsMore(true)}>
                    {t().reserve.more}
                  </button>
                </Show>
              </>
            )}
          </Match>
          <Match when={canReserve()}>
            <ReserveForm
              product={props.product}
              quantity={quantity()}
              reserving={reserving}
              onBack={back.tell}
            />
          </Match>
          <Match when={back.isBack()}>
            <p class="back" id={BACK} tabindex="-1">
              <strong>{t().reserve.backAgain}</strong>
            </p>
          </Match>
        </Switch>
      </div>
    </article>
  );
}
