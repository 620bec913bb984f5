import type { DeadLetter, Queue, Summary } from "@donut-states/core/operations/operations.schema";
import type { StoreEvent } from "@donut-states/core/event/catalogue";
import type { Product } from "@donut-states/core/product/product.schema";
import type { Restock } from "@donut-states/core/restock/restock.schema";
import type { Adjustment, Ledger } from "@donut-states/core/stock/stock.schema";
import type { queues } from "@donut-states/core/topology";

export type QueueName = keyof typeof queues;

/** A switch of the broker; `times` requests, or until it is switched off. */
export interface BrokerFaults {
  refuse?: { times?: number } | null;
  refuseOrders?: { times?: number } | null;
}

/** The HTTP API of a store, as a customer and as operations use it. All but `request` and `buy` throw where the answer is not 2xx. */
export interface StoreClient {
  /** As `request`: whatever is answered. */
  buy(sku: string, quantity?: number, key?: string): Promise<Answer>;
  product(sku: string): Promise<Product>;
  products(): Promise<Product[]>;
  summary(): Promise<Summary>;
  restocks(): Promise<Restock[]>;
  events(): Promise<StoreEvent[]>;
  queues(): Promise<Queue[]>;
  deadLetters(queue: QueueName): Promise<DeadLetter[]>;
  redrive(queue: QueueName, ids?: string[]): Promise<{ moved: number }>;
  purge(queue: QueueName): Promise<{ purged: number }>;
  adjust(sku: string, adjustment: Adjustment, key: string): Promise<{ stock: number }>;
  set(sku: string, settings: object): Promise<Product>;
  ledger(sku: string): Promise<Ledger>;
  brokerFaults(faults: BrokerFaults): Promise<void>;
  /** Any request of the API; rejects where there is no answer. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

export interface RequestOptions {
  body?: unknown;
  /** Its Idempotency-Key. */
  key?: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** Longer than a function of the API may take. */
const PATIENCE_MS = 15_000;

interface Addresses {
  apiUrl: string;
  awsUrl: string;
  token: string;
}

/** A client of one store, which need not be running. */
export function createClient({ apiUrl, awsUrl, token }: Addresses): StoreClient {
  const request: StoreClient["request"] = async (method, path, { body, key } = {}) => {
    const headers = {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(path.startsWith("/ops/") ? { authorization: `Bearer ${token}` } : {}),
    };
    return send(`${apiUrl}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
  };
  // The cast: the API's own tests hold its answers to these types.
  const ask = async <T>(method: string, path: string, options?: RequestOptions): Promise<T> =>
    succeeded(await request(method, path, options), `${method} ${path}`) as T;

  return {
    request,
    buy: (sku, quantity = 1, key) =>
      request("POST", "/checkout", { body: { sku, quantity }, ...(key === undefined ? {} : { key }) }),
    product: (sku) => ask("GET", `/products/${sku}`),
    products: async () => (await ask<{ products: Product[] }>("GET", "/products")).products,
    summary: () => ask("GET", "/ops/summary"),
    restocks: async () => (await ask<{ restocks: Restock[] }>("GET", "/ops/restocks?limit=200")).restocks,
    events: async () => (await ask<{ events: StoreEvent[] }>("GET", "/ops/events?limit=200")).events,
    queues: async () => (await ask<{ queues: Queue[] }>("GET", "/ops/queues")).queues,
    deadLetters: async (queue) =>
      (await ask<{ messages: DeadLetter[] }>("GET", `/ops/queues/${queue}/dead-letters`)).messages,
    redrive: (queue, ids) => ask("POST", `/ops/queues/${queue}/redrive`, { body: ids ? { ids } : {} }),
    purge: (queue) => ask("DELETE", `/ops/queues/${queue}/dead-letters`),
    adjust: (sku, body, key) => ask("POST", `/ops/products/${sku}/adjustments`, { body, key }),
    set: (sku, body) => ask("PATCH", `/ops/products/${sku}`, { body }),
    ledger: (sku) => ask("GET", `/ops/products/${sku}/ledger`),
    brokerFaults: async (faults) => {
      const headers = { "content-type": "application/json" };
      succeeded(
        await send(`${awsUrl}/faults`, { method: "PUT", headers, body: JSON.stringify(faults) }),
        "PUT /faults",
      );
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

function succeeded({ status, body }: Answer, what: string): unknown {
  if (status >= 200 && status < 300) return body;
  throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
}
