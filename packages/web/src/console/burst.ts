import { createStore } from "solid-js/store";
import type { Api } from "./api.ts";

/** So many buyers ask at the same time; a browser opens about six connections to one host anyway. */
const AT_ONCE = 12;

/** Sends a crowd of buyers and counts what they are told. */
export function createBurst({ shop }: Pick<Api, "shop">) {
  const [state, set] = createStore({ sent: 0, sold: 0, refused: 0, failed: 0 });

  async function buy(sku: string): Promise<"sold" | "refused" | "failed"> {
    try {
      const reply = await shop.checkout.$post({
        json: { sku, quantity: 1 },
        header: { "Idempotency-Key": crypto.randomUUID() },
      });
      const status: number = reply.status;
      if (status === 201 || status === 202) return "sold";
      return status === 409 ? "refused" : "failed";
    } catch {
      return "failed";
    }
  }

  async function send(sku: string, buyers: number): Promise<void> {
    set({ sent: 0, sold: 0, refused: 0, failed: 0 });
    let left = buyers;
    const line = async () => {
      while (left-- > 0) {
        set("sent", (sent) => sent + 1);
        const outcome = await buy(sku);
        set(outcome, (count) => count + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
  }

  return { state, send };
}
