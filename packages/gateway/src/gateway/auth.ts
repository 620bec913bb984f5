import { hash, timingSafeEqual } from "node:crypto";

/** Compares texts with one of ours, in a time that tells nothing of either. */
export function sameAs(ours: string): (text: string) => boolean {
  const expected = digest(ours);
  return (text) => timingSafeEqual(digest(text), expected);
}

/** The Authorization header of a user, RFC 7617. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

// Of equal length whatever is hashed, as timingSafeEqual demands.
function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
