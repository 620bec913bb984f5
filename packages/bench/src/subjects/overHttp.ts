import * as v from "valibot";
import { type HttpAnswer, HttpClient } from "../load/wire.ts";
import type { Shop, Verdict } from "../load/shop.ts";
import { type Part, Url } from "../parts/startPart.ts";

const Sold = v.object({ order: v.object({ id: v.string() }) });

/** A design that sells at `POST /checkout`: 201 is yes, 409 no; `read` finds the order in a yes. */
export function overHttp(part: Part<v.InferOutput<typeof Url>>, read: (answer: HttpAnswer) => Verdict): Shop {
  const client = new HttpClient(part.told.url);
  return {
    buy: async ({ sku }, key) => {
      const answer = await client.post("/checkout", { sku }, { "idempotency-key": key });
      if (answer.status === 409) return { sold: false };
      if (answer.status === 201) return read(answer);
      throw new Error(`answered ${answer.status}`);
    },
    close: async () => {
      client.close();
      await part.stop();
    },
  };
}

/** The order that our Sales API names. */
export const ourOrder = ({ body }: HttpAnswer): Verdict => ({
  sold: true,
  orderId: v.parse(Sold, JSON.parse(body)).order.id,
});

/** Of a design that keeps no orders. */
export const noOrder = (): Verdict => ({ sold: true });
