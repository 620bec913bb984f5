import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import { t } from "../i18n/index.ts";
import { Action } from "./Action.tsx";

/**
 * A button that asks back before it works. What cannot be undone is confirmed by typing `word`; without one a second
 * press will do.
 */
export function Confirm(props: {
  press: string;
  title: string;
  text: JSX.Element;
  word?: string;
  onConfirm: () => Promise<unknown>;
}) {
  let dialog: HTMLDialogElement | undefined;
  const id = createUniqueId();
  const [typed, setTyped] = createSignal("");
  const isSure = () => props.word === undefined || typed().trim() === props.word;

  function open(): void {
    setTyped("");
    dialog?.showModal();
  }

  async function confirm(): Promise<void> {
    if (!isSure()) return;
    await props.onConfirm();
    dialog?.close();
  }

  return (
    <>
      <button type="button" class="action action--dangerous" onClick={open}>
        {props.press}
      </button>
      <dialog ref={(element) => (dialog = element)} class="dialog" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>{props.title}</h2>
        <div>{props.text}</div>
        <Show when={props.word}>
          {(word) => (
            <label>
              {t().confirm.type(word())}
              <input
                value={typed()}
                onInput={(event) => setTyped(event.currentTarget.value)}
                autocomplete="off"
              />
            </label>
          )}
        </Show>
        <p class="dialog__buttons">
          <button type="button" class="quiet" onClick={() => dialog?.close()}>
            {t().confirm.leave}
          </button>
          <Show when={isSure()}>
            <Action isDangerous onPress={confirm}>
              {props.press}
            </Action>
          </Show>
        </p>
      </dialog>
    </>
  );
}
