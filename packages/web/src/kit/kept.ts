/**
 * Values remembered in this browser: in `local` from visit to visit, in `session` until the tab is closed. Storage may be
 * switched off or full; then they last as long as the page.
 */
const storages = { local: () => localStorage, session: () => sessionStorage };
type Where = keyof typeof storages;

export function kept(key: string, where: Where = "local"): string | null {
  try {
    return storages[where]().getItem(key);
  } catch {
    return null;
  }
}

/** `null` forgets. */
export function keep(key: string, value: string | null, where: Where = "local"): void {
  try {
    if (value === null) storages[where]().removeItem(key);
    else storages[where]().setItem(key, value);
  } catch {
    // See above.
  }
}
