import { chooseTheme, theme, themes, type Theme } from "./theme.ts";

const signs: Record<Theme, string> = { system: "◐", light: "☀", dark: "☾" };

const next = (): Theme => themes[(themes.indexOf(theme()) + 1) % themes.length] ?? "system";

/** One button that goes round: as the device, light, dark. `names` say it to those who do not see the sign. */
export function ThemeSwitch(props: { label: string; names: Record<Theme, string> }) {
  const text = () => `${props.label}: ${props.names[theme()]}`;
  return (
    <button
      type="button"
      class="theme"
      aria-label={text()}
      title={text()}
      onClick={() => chooseTheme(next())}
    >
      <span aria-hidden="true">{signs[theme()]}</span>
    </button>
  );
}
