import { createSignal, type JSX } from "solid-js";

/** A button that is busy until its work is done, and is not pressed twice meanwhile. */
export function Action(props: {
  onPress: () => Promise<unknown>;
  isDangerous?: boolean;
  label?: string;
  children: JSX.Element;
}) {
  const [isBusy, setBusy] = createSignal(false);
  async function press(): Promise<void> {
    if (isBusy()) return;
    setBusy(true);
    await props.onPress();
    setBusy(false);
  }
  return (
    <button
      type="button"
      class="action"
      classList={{ "action--dangerous": props.isDangerous === true }}
      aria-label={props.label}
      aria-disabled={isBusy()}
      onClick={() => void press()}
    >
      {props.children}
    </button>
  );
}
