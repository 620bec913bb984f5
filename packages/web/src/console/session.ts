import { createSignal } from "solid-js";
import { keep, kept } from "../kit/kept.ts";

/** Kept for the tab alone, and gone with it: whoever has the token may do everything. */
const KEY = "donut-states.ops-token";

const [token, setToken] = createSignal<string | null>(kept(KEY, "session"));
const [isExpired, setExpired] = createSignal(false);
/** The operations token; null while nobody is signed in. */
export { token };
/** Whether the API refused the last token. */
export { isExpired };

function hold(value: string | null): void {
  setToken(value);
  keep(KEY, value, "session");
}

export function signIn(given: string): void {
  setExpired(false);
  hold(given.trim());
}

export const signOut = () => hold(null);

export function expire(): void {
  if (token() === null) return;
  hold(null);
  setExpired(true);
}
