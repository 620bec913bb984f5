import type { BrowserContext } from "playwright-core";

/** What the browser says of an answer that is meant to be a refusal. */
const REFUSAL = /Failed to load resource: the server responded with a status of (401|404|409)/;

/** Writes into `complaints` whatever goes wrong on any page of this context: errors said, thrown, and of the policy. */
export function collectComplaints(context: BrowserContext, complaints: string[], isAllowed?: RegExp): void {
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !REFUSAL.test(text) && !isAllowed?.test(text)) complaints.push(text);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
}
