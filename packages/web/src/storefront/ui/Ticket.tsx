import { Match, Show, Switch } from "solid-js";
import { format, t } from "../i18n/index.ts";
import type { Reserved } from "../keepsakes.ts";
import { Picture } from "../picture/Picture.tsx";
import { toMine, toProduct } from "../route.ts";
import { useShop } from "../shop.ts";
import { placeInLine } from "../words.ts";
import { GiveUp } from "./GiveUp.tsx";
import { ticketId } from "./ids.ts";
import { Stale } from "./Stale.tsx";

/** A reservation as the slip one draws when there is a line. */
export function Ticket(props: { reserved: Reserved; onForget?: () => void }) {
  const { mine } = useShop();
  const problem = () => mine.state.problems[props.reserved.id];
  return (
    <div class="ticket" id={ticketId(props.reserved.id)} data-status={props.reserved.status} tabindex="-1">
      <div class="ticket__stub">
        <Show when={props.reserved.position} fallback={<Picture sku={props.reserved.sku} />}>
          {(position) => (
            <>
              <p class="ticket__label">{t().ticket.label}</p>
              <p class="ticket__place">{placeInLine(position())}</p>
            </>
          )}
        </Show>
      </div>
      <div class="ticket__body">
        <p class="badge" data-status={props.reserved.status}>
          {t().ticket.status[props.reserved.status]}
        </p>
        <p class="ticket__what">
          <a href={toProduct(props.reserved.sku)} lang="ko">
            {props.reserved.name}
          </a>{" "}
          {t().ticket.count(format().number(props.reserved.quantity))}
        </p>
        <p>
          <Switch fallback={t().ticket.cancelled}>
            <Match when={props.reserved.status === "waiting"}>{t().ticket.promise}</Match>
            <Match when={props.reserved.orderId}>
              {(id) => (
                <>
                  {t().ticket.served} <a href={toMine(id())}>{t().ticket.toOrder}</a>
                </>
              )}
            </Match>
          </Switch>
        </p>
        <Stale problem={problem()} />
        <p class="ticket__foot">
          <span>{t().ticket.since(format().dayTime(props.reserved.createdAt))}</span>
          <Show when={props.reserved.status === "waiting" && problem()?.status !== 404}>
            <GiveUp reserved={props.reserved} />
          </Show>
          <Show when={props.reserved.status !== "waiting" || problem()?.status === 404}>
            <Show when={props.onForget}>
              {(forget) => (
                <button type="button" class="forget" onClick={() => forget()()}>
                  <span class="unseen" lang="ko">
                    {props.reserved.name}{" "}
                  </span>
                  {t().mine.forget}
                </button>
              )}
            </Show>
          </Show>
        </p>
      </div>
    </div>
  );
}
