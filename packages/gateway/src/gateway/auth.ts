import { createHash, timingSafeEqual } from "node:crypto";

/** Compares two texts in a time that tells nothing of either. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** The Authorization header of a user, RFC 7617. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

// Of equal length whatever is hashed, as timingSafeEqual demands.
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
