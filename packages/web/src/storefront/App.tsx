import { createEffect, createMemo, Match, on, Switch } from "solid-js";
import { arrive, leave } from "./arrive.ts";
import { language, t } from "./i18n/index.ts";
import { route, watchRoute } from "./route.ts";
import { createShop, ShopProvider } from "./shop.ts";
import { ConnectionNotice } from "./ui/ConnectionNotice.tsx";
import { Footer } from "./ui/Footer.tsx";
import { Header } from "./ui/Header.tsx";
import { MinePage } from "./ui/MinePage.tsx";
import { Notes } from "./ui/Notes.tsx";
import { ProductPage } from "./ui/ProductPage.tsx";
import { Shelf } from "./ui/Shelf.tsx";

export function App(props: { apiUrl: string }) {
  const shop = createShop(props.apiUrl);
  watchRoute(leave);
  createEffect(() => {
    document.documentElement.lang = language();
    document.title = title();
  });
  createEffect(on(route, arrive, { defer: true }));

  const sku = createMemo(() => {
    const at = route();
    return at.page === "product" ? at.sku : undefined;
  });

  function title(): string {
    if (route().page === "mine") return t().titled(t().mine.title);
    const found = shop.catalogue.state.products.find((product) => product.sku === sku());
    return found ? t().titled(found.name) : t().title;
  }

  return (
    <ShopProvider value={shop}>
      <a class="skip" href={`#${skipTarget()}`} onClick={skip}>
        {route().page === "shelf" ? t().skip : t().skipHeader}
      </a>
      <Header />
      <ConnectionNotice />
      <main id="main" tabindex="-1">
        <Switch fallback={<Shelf />}>
          <Match when={sku()} keyed>
            {(one) => <ProductPage sku={one} />}
          </Match>
          <Match when={route().page === "mine"}>
            <MinePage />
          </Match>
        </Switch>
      </main>
      <Footer />
      <Notes />
      <p class="unseen" role="status">
        {shop.announcer.text()}
      </p>
    </ShopProvider>
  );
}

/** The address names the page, so the way past the header is not written there. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById(skipTarget())?.focus();
}

const skipTarget = () => (route().page === "shelf" ? "shelf" : "main");
