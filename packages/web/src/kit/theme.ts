import { createSignal } from "solid-js";
import { keep, kept } from "./kept.ts";

/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const KEY = "donut-states.theme";

const [theme, setTheme] = createSignal<Theme>(themes.find((name) => name === kept(KEY)) ?? "system");
export { theme };

/** One attribute decides for the page: every colour is a pair, and `color-scheme` picks from it. */
function show(chosen: Theme): void {
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

/** The choice of an earlier visit, before the first paint. */
export const showTheme = () => show(theme());

export function chooseTheme(chosen: Theme): void {
  setTheme(chosen);
  keep(KEY, chosen === "system" ? null : chosen);
  show(chosen);
}
