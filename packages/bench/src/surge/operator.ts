import { setTimeout as sleep } from "node:timers/promises";
import { Audit, Queue, Summary } from "@donut-states/core/operations/operations.schema";
import { Product } from "@donut-states/core/product/product.schema";
import { Restock } from "@donut-states/core/restock/restock.schema";
import { Ledger } from "@donut-states/core/stock/stock.schema";
import * as v from "valibot";
import { type Call, client } from "./http.ts";
import type { StoreProcess } from "./storeProcess.ts";

const Lines = v.object({ data: v.array(v.object({ sku: v.nullable(v.union([v.string(), v.number()])) })) });
/** What keeps nobody waiting any more. */
const REST_MS = 120_000;

/** Who runs the store and looks into its books, over a new connection each time. Everything rejects where the answer is not 2xx. */
export function operator({ apiUrl, factoryUrl, opsToken }: StoreProcess) {
  const api = client({ baseUrl: apiUrl, headers: { authorization: `Bearer ${opsToken}` } });
  const factory = client({ baseUrl: factoryUrl });

  const ask = async <S extends v.GenericSchema>(schema: S, path: string, call?: Call) => {
    const { status, body } = await api.call(path, call);
    if (status < 200 || status > 299)
      throw new Error(`${call?.method ?? "GET"} ${path} answered ${status}: ${JSON.stringify(body)}`);
    return v.parse(schema, body);
  };
  const product = (sku: string) => ask(v.pick(Product, ["sku", "stock"]), `/products/${sku}`);
  const ofSku = async (sku: string) => {
    const { restocks } = await ask(v.object({ restocks: v.array(Restock) }), "/ops/restocks?limit=200");
    return restocks.filter((restock) => restock.sku === sku);
  };

  return {
    product,
    restocks: ofSku,
    ledger: (sku: string) => ask(Ledger, `/ops/products/${sku}/ledger`),
    audit: () => ask(Audit, "/ops/audit"),
    /** True where the store says that it is well. */
    isHealthy: async () => (await api.call("/healthz")).status === 200,
    /** Orders that the factory was sent for a product. */
    posts: async (sku: string) => {
      const { data } = v.parse(Lines, (await factory.call("/api/manufactures")).body);
      return data.filter((line) => line.sku === sku).length;
    },
    /** Puts as many on the shelf as are missing to `stock`. */
    fill: async (sku: string, stock: number) => {
      const delta = stock - (await product(sku)).stock;
      const body = { delta, reason: "for the surge" };
      if (delta !== 0)
        await ask(v.object({ stock: v.number() }), `/ops/products/${sku}/adjustments`, {
          method: "POST",
          body,
        });
    },
    /** Switches how a product is sold. */
    sellBy: (sku: string, lane: string) =>
      ask(v.unknown(), `/ops/products/${sku}`, { method: "PATCH", body: { lane } }),
    /** Resolves when nothing is on its way any more; rejects where that takes more than two minutes. */
    rest: async () => {
      for (const until = Date.now() + REST_MS; Date.now() < until; await sleep(250)) {
        const { restocks, outbox } = await ask(Summary, "/ops/summary");
        const { queues } = await ask(v.object({ queues: v.array(Queue) }), "/ops/queues");
        const waiting = queues.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0);
        if (restocks.open + outbox.waiting + waiting === 0) return;
      }
      throw new Error(`the store has not come to rest within ${REST_MS / 1000} s`);
    },
  };
}

export type Operator = ReturnType<typeof operator>;
