import { createSignal, createUniqueId, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import type { Reserved } from "../keepsakes.ts";
import { useShop } from "../shop.ts";
import { HEADING, ticketId } from "./ids.ts";

/** Leaves the line, after asking back. */
export function GiveUp(props: { reserved: Reserved }) {
  const { announcer, mine } = useShop();
  let dialog: HTMLDialogElement | undefined;
  const title = createUniqueId();
  const [isBusy, setBusy] = createSignal(false);
  const [why, setWhy] = createSignal("");

  async function cancel(): Promise<void> {
    if (isBusy()) return;
    setBusy(true);
    const { id, name } = props.reserved;
    const problem = await mine.cancel(props.reserved);
    setBusy(false);
    setWhy(problem ? t().problem[problem.code] : "");
    announcer.say(problem ? t().problem[problem.code] : t().say.cancelled(name));
    if (problem && problem.code !== "reservation_closed") return;
    dialog?.close();
    // On a product's page the ticket goes with its reservation.
    (document.getElementById(ticketId(id)) ?? document.getElementById(HEADING))?.focus({
      preventScroll: true,
    });
  }

  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog?.showModal()}>
        <span class="unseen" lang="ko">
          {props.reserved.name}{" "}
        </span>
        {t().ticket.cancel}
      </button>
      <dialog ref={(element) => (dialog = element)} class="ask" aria-labelledby={title}>
        <h2 id={title}>{t().giveUp.title}</h2>
        <p>{t().giveUp.text}</p>
        <Show when={why()}>{(text) => <p class="field__wrong">{text()}</p>}</Show>
        <p class="ask__answers">
          <button type="button" class="quiet" onClick={() => dialog?.close()}>
            {t().giveUp.no}
          </button>
          <button type="button" class="button" aria-disabled={isBusy()} onClick={() => void cancel()}>
            {t().giveUp.yes}
          </button>
        </p>
      </dialog>
    </>
  );
}
