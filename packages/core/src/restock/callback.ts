import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { DomainError } from "../error.ts";

/**
 * The proof that a callback concerns an order of ours travels in the callback's url, as `kid.signature`: the legacy
 * factory signs nothing and gives no id of its own, but calls exactly the url it was given. The proof names the order
 * and nothing else (what counts is our own row) and never expires: late goods are still goods.
 */

/** Names a key without revealing it, so that `new,old` can be rotated without bookkeeping. */
const keyId = (key: string) => createHash("sha256").update(`kid|${key}`).digest("hex").slice(0, 8);

const signature = (key: string, restockId: string) =>
  createHmac("sha256", key)
    .update(`v1|${keyId(key)}|${restockId}`)
    .digest();

/** An empty key would be everybody's key, so a stray comma names none. */
const keysOf = (secret: string) =>
  secret
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");

/** The token for the callback of one restock order; `secret` is one key, or `new,old` while rotating. */
export function sign(secret: string, restockId: string): string {
  const [key] = keysOf(secret);
  if (key === undefined) throw new Error("Configuration is wrong: CALLBACK_SECRET names no key");
  return `${keyId(key)}.${signature(key, restockId).toString("base64url")}`;
}

/** Throws `invalid_callback_token` unless the token was signed by one of our keys for exactly this order. */
export function verify(secret: string, restockId: string, token: string | undefined): void {
  const [kid, proof, ...rest] = (token ?? "").split(".");
  const key = keysOf(secret).find((candidate) => keyId(candidate) === kid);
  if (key !== undefined && proof !== undefined && rest.length === 0) {
    const want = Buffer.from(signature(key, restockId).toString("base64url"));
    const given = Buffer.from(proof);
    if (given.length === want.length && timingSafeEqual(given, want)) return;
  }
  throw new DomainError(
    "invalid_callback_token",
    "The callback's token is missing or was not made for this order",
  );
}
