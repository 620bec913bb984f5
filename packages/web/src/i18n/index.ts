import { createMemo, createRoot, createSignal } from "solid-js";
import { createFormat } from "../format.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import type { Language, Texts } from "./texts.ts";

export const languages: { code: Language; name: string; short: string }[] = [
  { code: "ko", name: "한국어", short: "한" },
  { code: "en", name: "English", short: "EN" },
];

export const dictionaries: Record<Language, Texts> = { ko, en };

const KEY = "donut-states.language";

const isLanguage = (value: unknown): value is Language => value === "ko" || value === "en";

/** What was chosen before; else Korean, unless the browser asks for other languages only. */
export function preferredLanguage(chosen: string | null, asked: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return asked.length === 0 || asked.some((tag) => tag.toLowerCase().startsWith("ko")) ? "ko" : "en";
}

/** Storage may be switched off; then the choice lasts as long as the page. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const [language, setLanguage] = createSignal<Language>(
  preferredLanguage(remembered(), globalThis.navigator?.languages ?? []),
);
export { language };

export function chooseLanguage(chosen: Language): void {
  setLanguage(chosen);
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // See above.
  }
}

/** The page's texts in the language of now. */
export const t = (): Texts => dictionaries[language()];

const currentFormat = createRoot(() => createMemo(() => createFormat(language())));
/** Numbers and times in the language of now. */
export const format = () => currentFormat();
