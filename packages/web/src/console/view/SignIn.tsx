import { createSignal, Show } from "solid-js";
import { LanguageSwitch } from "../../kit/LanguageSwitch.tsx";
import { ThemeSwitch } from "../../kit/ThemeSwitch.tsx";
import { t } from "../i18n/index.ts";
import { isExpired, signIn } from "../session.ts";

/** Asks for the operations token and lets in whoever the API lets in. */
export function SignIn(props: { apiUrl: string }) {
  const [given, setGiven] = createSignal("");
  const [trouble, setTrouble] = createSignal<"wrong" | "away" | null>(isExpired() ? "wrong" : null);
  const [isAsking, setAsking] = createSignal(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (isAsking() || given().trim() === "") return;
    setAsking(true);
    const status = await check(props.apiUrl, given().trim());
    setAsking(false);
    if (status === 200) return signIn(given());
    setTrouble(status === 401 ? "wrong" : "away");
  }

  return (
    <main class="sign-in">
      <form class="panel" onSubmit={(event) => void submit(event)}>
        <h1>{t().signIn.title}</h1>
        <label for="token">{t().signIn.token}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          aria-describedby="token-hint token-trouble"
          aria-invalid={trouble() === "wrong"}
          value={given()}
          onInput={(event) => setGiven(event.currentTarget.value)}
        />
        <p id="token-hint" class="hint">
          {t().signIn.hint}
        </p>
        <p id="token-trouble" class="trouble" role="alert">
          <Show when={trouble()}>{(kind) => t().signIn[kind()]}</Show>
        </p>
        <button class="button" type="submit" aria-disabled={isAsking()}>
          {isAsking() ? t().signIn.asking : t().signIn.press}
        </button>
      </form>
      <div class="top__tools">
        <ThemeSwitch label={t().theme.label} names={t().theme.names} />
        <LanguageSwitch label={t().language} />
      </div>
    </main>
  );
}

/** The status that the API answers this token with; 0 where it does not answer, or the token cannot be sent. */
async function check(apiUrl: string, token: string): Promise<number> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${apiUrl}/ops/summary`, { headers, signal: AbortSignal.timeout(10_000) })).status;
  } catch {
    // A header takes no characters beyond Latin-1, and no token has any.
    return /^[\x20-\x7e]*$/.test(token) ? 0 : 401;
  }
}
