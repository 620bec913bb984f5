import { For } from "solid-js";
import { chooseLanguage, language, languages, t } from "../i18n/index.ts";

export function LanguageSwitch() {
  return (
    <div class="languages" role="group" aria-label={t().language}>
      <For each={languages}>
        {({ code, name, short }) => (
          <button
            type="button"
            lang={code}
            aria-label={name}
            aria-pressed={language() === code}
            onClick={() => chooseLanguage(code)}
          >
            {short}
          </button>
        )}
      </For>
    </div>
  );
}
