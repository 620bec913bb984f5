import type { Language } from "./language.ts";

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-US" };

/** Numbers and times as a language writes them; times in the visitor's own zone. */
export function createFormat(language: Language, timeZone?: string) {
  const locale = locales[language];
  const won = new Intl.NumberFormat(locale, { style: "currency", currency: "KRW" });
  const plain = new Intl.NumberFormat(locale);
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium", ...(timeZone ? { timeZone } : {}) });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });

  return {
    money: (amount: number) => won.format(amount),
    number: (value: number) => plain.format(value),
    time: (iso: string) => clock.format(new Date(iso)),
    list: (items: readonly string[]) => list.format(items),
    /** "in 25 sec."; minutes from 90 seconds on. */
    fromNow(iso: string, now: number): string {
      const seconds = Math.ceil((Date.parse(iso) - now) / 1_000);
      return Math.abs(seconds) < 90
        ? relative.format(seconds, "second")
        : relative.format(Math.round(seconds / 60), "minute");
    },
  };
}
