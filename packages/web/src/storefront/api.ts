import { hc, type InferResponseType } from "hono/client";
import type { Customer } from "@donut-states/core/order/order.schema";
import type { AppType } from "@donut-states/functions/api/shop";
import { language } from "../kit/language.ts";
import { type Problem, readProblem, unreachable } from "./problem.ts";

type Client = ReturnType<typeof hc<AppType>>;

export type Product = InferResponseType<Client["products"]["$get"], 200>["products"][number];
export type Restock = NonNullable<Product["restock"]>;
/** A refusal has no `order`, and its type does not say which statuses it comes with. */
export type Sale = Extract<InferResponseType<Client["checkout"]["$post"], 201>, { order: unknown }>;
export type Order = Sale["order"];
export type Reservation = InferResponseType<Client["reservations"][":id"]["$get"], 200>;
/** A sale, or an order that waits for its verdict with many others. */
export type Taken = Sale | { order: Order };

/** What became of a request. Nothing here throws: a problem and a lost answer are values too. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** The catalogue as it is now; undefined where it is still the one with this tag. */
export type Listing = { products: Product[]; etag: string | null } | undefined;

export interface Purchase {
  sku: string;
  quantity: number;
  /** Who wants a confirmation by mail. */
  customer?: Customer;
  /** One for each press of the button: the same key never buys twice. */
  key: string;
}

/** A wish to be served first when a product is back; a key of its own, like a purchase. */
export type Wish = Required<Purchase>;

/** After this long an answer counts as lost. */
const PATIENCE_MS = 10_000;

const patiently = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** The page's language instead of the browser's: mail comes in the one that was chosen here. */
const inLanguage = () => ({ headers: { "Accept-Language": language() }, init: patiently() });

interface Reply {
  ok: boolean;
  status: number;
  headers: Headers;
  json(): Promise<unknown>;
}

async function answer<R extends Reply, T>(
  request: () => Promise<R>,
  read: (reply: R) => Promise<T>,
): Promise<Answer<T>> {
  try {
    const reply = await request();
    if (!reply.ok && reply.status !== 304) return { ok: false, problem: await readProblem(reply) };
    return { ok: true, value: await read(reply) };
  } catch {
    // No answer, or one that is cut off or not JSON, as a hotel's login page: what happened is not known.
    return { ok: false, problem: unreachable };
  }
}

/** The Sales API at `baseUrl`, typed by its own routes. */
export function createApi(baseUrl: string, fetch: typeof globalThis.fetch = globalThis.fetch) {
  const client = hc<AppType>(baseUrl, { fetch });
  return {
    /** `cache: "no-store"` keeps the browser's own cache out, so that a 304 arrives here as one. */
    products: (etag: string | null, stop: AbortSignal): Promise<Answer<Listing>> =>
      answer(
        () =>
          client.products.$get(undefined, {
            headers: etag === null ? {} : { "If-None-Match": etag },
            init: { cache: "no-store", signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]) },
          }),
        async (reply) => {
          // The routes name 200 alone; the ETag middleware answers 304.
          if ((reply.status as number) === 304) return undefined;
          return { ...(await reply.json()), etag: reply.headers.get("etag") };
        },
      ),

    checkout: ({ key, ...wanted }: Purchase): Promise<Answer<Taken>> =>
      answer(
        () => client.checkout.$post({ json: wanted, header: { "Idempotency-Key": key } }, inLanguage()),
        // A refusal is not `ok` and never gets here.
        async (reply) => (await reply.json()) as Taken,
      ),

    order: (id: string): Promise<Answer<Order>> =>
      answer(
        () => client.orders[":id"].$get({ param: { id } }, { init: patiently() }),
        (reply) => reply.json(),
      ),

    reserve: ({ key, sku, ...wish }: Wish): Promise<Answer<Reservation>> =>
      answer(
        () =>
          client.products[":sku"].reservations.$post(
            { param: { sku }, json: wish, header: { "Idempotency-Key": key } },
            inLanguage(),
          ),
        (reply) => reply.json(),
      ),

    reservation: (id: string): Promise<Answer<Reservation>> =>
      answer(
        () => client.reservations[":id"].$get({ param: { id } }, { init: patiently() }),
        (reply) => reply.json(),
      ),

    cancel: (id: string): Promise<Answer<Reservation>> =>
      answer(
        () => client.reservations[":id"].$delete({ param: { id } }, { init: patiently() }),
        (reply) => reply.json(),
      ),
  };
}
export type Api = ReturnType<typeof createApi>;
