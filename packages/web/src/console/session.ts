import { createSignal } from "solid-js";

const KEY = "donut-states.ops-token";

/** Kept for the tab alone, and gone with it: whoever has the token may do everything. */
function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const [token, setToken] = createSignal<string | null>(remembered());
const [isExpired, setExpired] = createSignal(false);
/** The operations token; null while nobody is signed in. */
export { token };
/** Whether the API refused the last token. */
export { isExpired };

function hold(value: string | null): void {
  setToken(value);
  try {
    if (value === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, value);
  } catch {
    // Storage may be switched off; then the token is held as long as the page.
  }
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
