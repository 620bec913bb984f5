/**
 * A page's address is kept behind the `#`: any web server serves all of them, a reload stays where it was, and the
 * browser's own way back and forward works.
 */

/** The parts of an address: `#/orders/a%2Fb` is `["orders", "a/b"]`. */
export const readHash = (hash: string): string[] =>
  hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decode);

/** The address of these parts; `readHash` reads them out of it again. */
export const writeHash = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;

/** Whoever types an address may leave half an escape in it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address bar's as it is now. */
export const hashNow = (): string => globalThis.location?.hash ?? "";

/** Calls with the address bar's hash whenever it has changed. */
export function watchHash(onChange: (hash: string) => void): void {
  window.addEventListener("hashchange", () => onChange(location.hash));
}
