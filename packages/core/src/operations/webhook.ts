import * as v from "valibot";

/** Milliseconds in which a webhook must answer. */
const WITHIN_MS = 5_000;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isEncrypted = protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
  return isEncrypted && username === "" && password === "";
}

/** Where alerts are posted: it comes from the configuration only, and is encrypted on its way off this machine. */
export const WebhookUrl = v.pipe(
  v.string(),
  v.check(isSafe, "must be an https:// URL without user and password, http:// only on this machine"),
);

/** What Slack would take for a link or a call to everybody (https://api.slack.com/reference/surfaces/formatting#escaping). */
const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * Posts a text to an incoming webhook as Slack understands it. Throws where it is not taken within five seconds; no
 * redirect is followed. The url is a secret, and an error of `fetch` may quote it, so none is passed on.
 */
export async function postToWebhook(url: string, text: string): Promise<void> {
  const status = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: escape(text) }),
    redirect: "manual",
    signal: AbortSignal.timeout(WITHIN_MS),
  }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => undefined,
  );
  if (status === undefined)
    throw new Error(`The webhook could not be reached or did not answer within ${WITHIN_MS} ms`);
  if (status < 200 || status > 299) throw new Error(`The webhook answered ${status}`);
}
