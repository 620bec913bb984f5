import { For, Show } from "solid-js";
import { LanguageSwitch } from "../../kit/LanguageSwitch.tsx";
import { ThemeSwitch } from "../../kit/ThemeSwitch.tsx";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { href, type Page, pages, route } from "../route.ts";
import { signOut } from "../session.ts";

/** The menu, with what needs somebody counted beside it, and whether the API answers. */
export function Header() {
  const { pulse } = useDesk();
  const connection = () => (pulse.state.problem ? "offline" : pulse.state.value ? "live" : "loading");

  const counts = (): Partial<Record<Page, number>> => {
    const now = pulse.state.value;
    if (!now) return {};
    return {
      incidents: now.summary.incidents.open,
      queues: now.queues.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
    };
  };

  return (
    <header class="top">
      <p class="top__brand">{t().brand}</p>
      <p class="pulse" data-connection={connection()} role="status">
        {t().connection[connection()]}
      </p>
      <div class="top__tools">
        <ThemeSwitch label={t().theme.label} names={t().theme.names} />
        <LanguageSwitch label={t().language} />
        <button type="button" class="quiet" onClick={signOut}>
          {t().signOut}
        </button>
      </div>
      <nav aria-label={t().menu}>
        <ul>
          <For each={pages}>
            {(page) => (
              <li>
                <a href={href(page)} aria-current={route().page === page ? "page" : undefined}>
                  {t().pages[page]}
                  <Show when={counts()[page]}>
                    {(count) => <span class="count">{format().number(count())}</span>}
                  </Show>
                </a>
              </li>
            )}
          </For>
        </ul>
      </nav>
    </header>
  );
}
