import { For } from "solid-js";
import { chooseLanguage, language, languages } from "./language.ts";

export function LanguageSwitch(props: { label: string }) {
  return (
    <div class="languages" role="group" aria-label={props.label}>
      <For each={languages}>
        {({ code, name, short }) => (
          <button
            type="button"
            lang={code}
            aria-label={`${short}, ${name}`}
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
