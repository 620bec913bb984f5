import { Donut } from "../picture/Donut.tsx";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { LanguageSwitch } from "../../kit/LanguageSwitch.tsx";
import { ThemeSwitch } from "../../kit/ThemeSwitch.tsx";

export function Header() {
  const { catalogue } = useShop();
  return (
    <header class="header">
      <p class="brand">
        <Donut sku="LOGO-6" />
        <span>{t().shopName}</span>
      </p>
      <p class="pulse" data-connection={catalogue.state.connection}>
        <span>{t().connection[catalogue.state.connection]}</span>
      </p>
      <ThemeSwitch label={t().theme.label} names={t().theme.names} />
      <LanguageSwitch label={t().language} />
    </header>
  );
}
