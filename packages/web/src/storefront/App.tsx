import { createEffect } from "solid-js";
import { language, t } from "./i18n/index.ts";
import { createShop, ShopProvider } from "./shop.ts";
import { ConnectionNotice } from "./ui/ConnectionNotice.tsx";
import { Footer } from "./ui/Footer.tsx";
import { Header } from "./ui/Header.tsx";
import { Notes } from "./ui/Notes.tsx";
import { Shelf } from "./ui/Shelf.tsx";

export function App(props: { apiUrl: string }) {
  const shop = createShop(props.apiUrl);
  createEffect(() => {
    document.documentElement.lang = language();
    document.title = t().title;
  });
  return (
    <ShopProvider value={shop}>
      <a class="skip" href="#shelf">
        {t().skip}
      </a>
      <Header />
      <ConnectionNotice />
      <main>
        <Shelf />
      </main>
      <Footer />
      <Notes />
      <p class="unseen" role="status">
        {shop.announcer.text()}
      </p>
    </ShopProvider>
  );
}
