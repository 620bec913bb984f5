import { createSignal, Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { t } from "../i18n/index.ts";
import { Action } from "../ui/Action.tsx";

/** Somebody who is not the factory says that goods have come. */
export function Forgery() {
  const { api } = useDesk();
  const [outcome, setOutcome] = createSignal<"sent" | "lost">();

  /** A page may not read the callback's answer, as it is for machines alone; the stock and the log tell it. */
  async function forge(): Promise<void> {
    const url = api.shop.checkout.$url();
    url.pathname = `/restocks/${crypto.randomUUID()}/receipt`;
    url.searchParams.set("t", "forged");
    const forged = fetch(url, { method: "POST", mode: "no-cors", body: "" });
    setOutcome(
      await forged.then(
        () => "sent" as const,
        () => "lost" as const,
      ),
    );
  }

  return (
    <section class="panel form" aria-labelledby="forgery">
      <h2 id="forgery">{t().forgery.title}</h2>
      <p class="hint">{t().forgery.hint}</p>
      <Action onPress={forge}>{t().forgery.press}</Action>
      <p role="status">
        <Show when={outcome()}>
          {(came) => (came() === "sent" ? t().forgery.sent : t().problem.unreachable)}
        </Show>
      </p>
    </section>
  );
}
