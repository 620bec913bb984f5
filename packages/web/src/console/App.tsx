import { createEffect, Show } from "solid-js";
import { createDesk, DeskProvider } from "./desk.ts";
import { language, t } from "./i18n/index.ts";
import { token } from "./session.ts";
import { TourProvider } from "./tour/context.ts";
import { Guide } from "./tour/Guide.tsx";
import { createTour } from "./tour/tour.ts";
import { Header } from "./ui/Header.tsx";
import { Notice } from "./ui/Notice.tsx";
import { Page } from "./view/Page.tsx";
import { SignIn } from "./view/SignIn.tsx";

export function App(props: { apiUrl: string }) {
  createEffect(() => {
    document.documentElement.lang = language();
    document.title = t().title;
  });
  return (
    <Show when={token()} keyed fallback={<SignIn apiUrl={props.apiUrl} />}>
      <Console apiUrl={props.apiUrl} />
    </Show>
  );
}

function Console(props: { apiUrl: string }) {
  const desk = createDesk(props.apiUrl);
  return (
    <DeskProvider value={desk}>
      <TourProvider value={createTour(desk)}>
        <a class="skip" href="#view" onClick={skip}>
          {t().skip}
        </a>
        <Header />
        <main id="view" tabindex="-1">
          <Page />
        </main>
        <Guide />
        <Notice />
      </TourProvider>
    </DeskProvider>
  );
}

/** The address bar names the page, so the way past the menu is not written there. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("view")?.focus();
}
