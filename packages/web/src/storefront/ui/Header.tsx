import { Show } from "solid-js";
import { Donut } from "../picture/Donut.tsx";
import { format, t } from "../i18n/index.ts";
import { route, toMine, toShelf } from "../route.ts";
import { useShop } from "../shop.ts";
import { LanguageSwitch } from "../../kit/LanguageSwitch.tsx";
import { ThemeSwitch } from "../../kit/ThemeSwitch.tsx";

export function Header() {
  const { catalogue } = useShop();
  return (
    <header class="header">
      <a class="brand" href={toShelf()} aria-current={route().page === "shelf" ? "page" : undefined}>
        <Donut sku="LOGO-6" />
        <span>{t().shopName}</span>
      </a>
      <p class="pulse" data-connection={catalogue.state.connection}>
        <span>{t().connection[catalogue.state.connection]}</span>
      </p>
      <MineLink />
      <ThemeSwitch label={t().theme.label} names={t().theme.names} />
      <LanguageSwitch label={t().language} />
    </header>
  );
}

/** The way to what one has ordered, with how many reservations wait. */
function MineLink() {
  const { mine } = useShop();
  return (
    <a class="basket" href={toMine()} aria-current={route().page === "mine" ? "page" : undefined}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 9h14l-1.2 10.2q-.1.8-1 .8H7.2q-.9 0-1-.8zM8.5 9V7.5a3.5 3.5 0 0 1 7 0V9" />
      </svg>
      <span class="basket__text">{t().mine.link}</span>
      <Show when={mine.waiting().length}>
        {(count) => (
          <span class="basket__count">
            <span aria-hidden="true">{format().number(count())}</span>
            <span class="unseen">{t().mine.waiting(format().number(count()))}</span>
          </span>
        )}
      </Show>
    </a>
  );
}
