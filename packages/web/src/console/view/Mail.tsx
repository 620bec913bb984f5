import { For, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { createLive } from "../live.ts";
import { Badge } from "../ui/Badge.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { When } from "../ui/When.tsx";

/** What was written to whom, sent or waiting to be. */
export function Mail() {
  const { api } = useDesk();
  const { state } = createLive(() => ask(api.ops.mail.$get({ query: { limit: "50" } })), { everyMs: 5_000 });
  return (
    <>
      <h1>{t().pages.mail}</h1>
      <Loaded of={state} isEmpty={({ mails }) => mails.length === 0} empty={t().mail.empty}>
        {(list) => (
          <ul class="mails">
            <For each={list().mails}>
              {(mail) => (
                <li class="panel">
                  <details>
                    <summary>
                      <strong lang="ko">{mail.subject}</strong>
                      <span>{mail.to}</span>
                      <When at={mail.createdAt} />
                      <Show when={mail.sentAt} fallback={<Badge tone="plain" text={t().mail.stored} />}>
                        <Badge tone="good" text={t().mail.sent} />
                      </Show>
                    </summary>
                    <pre>{mail.text}</pre>
                  </details>
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
    </>
  );
}
