import { createMemo, createRoot, createSignal } from "solid-js";
import { createFormat } from "./format.ts";
import { keep, kept } from "./kept.ts";

export type Language = "ko" | "en";

export const languages: { code: Language; name: string; short: string }[] = [
  { code: "ko", name: "한국어", short: "한" },
  { code: "en", name: "English", short: "EN" },
];

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-US" };

const KEY = "donut-states.language";

const isLanguage = (value: unknown): value is Language => value === "ko" || value === "en";

/** What was chosen before; else Korean, unless the browser asks for other languages only. */
export function preferredLanguage(chosen: string | null, asked: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return asked.length === 0 || asked.some((tag) => tag.toLowerCase().startsWith("ko")) ? "ko" : "en";
}

const [language, setLanguage] = createSignal<Language>(
  preferredLanguage(kept(KEY), globalThis.navigator?.languages ?? []),
);
export { language };

export function chooseLanguage(chosen: Language): void {
  setLanguage(chosen);
  keep(KEY, chosen);
}

const currentFormat = createRoot(() => createMemo(() => createFormat(locales[language()])));
/** Numbers and times in the language of now. */
export const format = () => currentFormat();
