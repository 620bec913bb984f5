import { language, type Language } from "../../kit/language.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import type { Texts } from "./texts.ts";

export { format, language } from "../../kit/language.ts";

export const dictionaries: Record<Language, Texts> = { ko, en };

/** The console's texts in the language of now. */
export const t = (): Texts => dictionaries[language()];
