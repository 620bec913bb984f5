import * as v from "valibot";
import type { Post } from "../evidence/evidence.ts";

const Body = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    MessageAttributeProductCnt: v.number(),
    CallbackUrl: v.pipe(v.string(), v.regex(/\/restocks\/[^/]+\/receipt\?t=/)),
  }),
);

/** What an order asks for; which one it is stands in its callback url only. Throws where the store sent something else. */
export function readPost(text: string): Post {
  const { CallbackUrl, MessageAttributeProductCnt: quantity } = v.parse(Body, text);
  return { quantity, restockId: new URL(CallbackUrl).pathname.split("/")[2] ?? "" };
}
