import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";

export function Footer() {
  const { apiUrl } = useShop();
  return (
    <footer class="footer">
      <p>{t().footer.about}</p>
      <a href={`${apiUrl}/docs`}>{t().footer.docs}</a>
    </footer>
  );
}
