import { hc, type InferRequestType, type InferResponseType } from "hono/client";
import * as v from "valibot";
import type { operations } from "@donut-states/functions/api/ops/operations";
import type { Target } from "./environment.ts";
import { Failure } from "./failure.ts";
import { createFetch } from "./request.ts";

type Ops = ReturnType<typeof hc<typeof operations>>["ops"];
type RestockQuery = InferRequestType<Ops["restocks"]["$get"]>["query"];
type ReservationQuery = InferRequestType<Ops["reservations"]["$get"]>["query"];
type IncidentQuery = InferRequestType<Ops["incidents"]["$get"]>["query"];
type EventQuery = InferRequestType<Ops["events"]["$get"]>["query"];
type Adjustment = InferRequestType<Ops["products"][":sku"]["adjustments"]["$post"]>["json"];

export type Restock = InferResponseType<Ops["restocks"]["$get"], 200>["restocks"][number];
export type Incident = InferResponseType<Ops["incidents"]["$get"], 200>["incidents"][number];
export type Audit = InferResponseType<Ops["audit"]["$get"], 200>;
export type Ledger = InferResponseType<Ops["products"][":sku"]["ledger"]["$get"], 200>;
export type DeadLetter = InferResponseType<
  Ops["queues"][":name"]["dead-letters"]["$get"],
  200
>["messages"][number];

/** What a list is asked for besides what filters it. */
export interface Page {
  limit: string;
  cursor?: string;
}

const approximate = v.optional(v.boolean(), false);
const Moved = v.looseObject({ moved: v.number(), approximate });
const Purged = v.looseObject({ purged: v.number(), approximate });
const Hop = v.looseObject({
  at: v.string(),
  where: v.string(),
  what: v.string(),
  outcome: v.nullish(v.string()),
});
const Trace = v.looseObject({ correlationId: v.string(), hops: v.array(Hop) });

type Answer = v.GenericSchema<unknown, object>;

/** The store's routes for operations; they throw a Failure, or a WrongCall for what the API does not understand. */
export function createApi(target: Target) {
  const fetch = createFetch(target);
  const { ops } = hc<typeof operations>(target.url, { fetch });
  const ask = async <Shape extends Answer>(shape: Shape, method: string, path: string, body?: object) => {
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${target.url}/ops${path}`, { method, ...(body ? json : {}) });
    const answer = v.safeParse(shape, await response.json());
    if (!answer.success)
      throw new Failure(`${method} /ops${path} answered in a shape that is not known here`);
    return answer.output;
  };
  // The client puts parameters into the path as they stand. Filters are the caller's words: the API tells which it knows.
  const part = encodeURIComponent;
  return {
    summary: async () => (await ops.summary.$get()).json(),
    audit: async () => (await ops.audit.$get()).json(),
    ledger: async (sku: string, query: Page) => {
      const response = await ops.products[":sku"].ledger.$get({ param: { sku: part(sku) }, query });
      return response.json();
    },
    decisions: async (sku: string, query: Page) => {
      const response = await ops.products[":sku"].decisions.$get({ param: { sku: part(sku) }, query });
      return response.json();
    },
    restocks: async (query: Page & { status?: string }) =>
      (await (await ops.restocks.$get({ query: query as RestockQuery })).json()).restocks,
    retryRestock: async (id: string) =>
      (await ops.restocks[":id"].retry.$post({ param: { id: part(id) } })).json(),
    cancelRestock: async (id: string) =>
      (await ops.restocks[":id"].cancel.$post({ param: { id: part(id) } })).json(),
    adjust: async (sku: string, json: Adjustment) => {
      const param = { sku: part(sku) };
      return (await ops.products[":sku"].adjustments.$post({ param, json, header: {} })).json();
    },
    reservations: async (query: Page & { sku?: string; status?: string }) =>
      (await (await ops.reservations.$get({ query: query as ReservationQuery })).json()).reservations,
    cancelOrder: async (id: string) =>
      (await ops.orders[":id"].cancel.$post({ param: { id: part(id) } })).json(),
    forgetCustomer: async (email: string) => (await ops.customers.forget.$post({ json: { email } })).json(),
    incidents: async (query: Page & { kind?: string }) =>
      (await (await ops.incidents.$get({ query: query as IncidentQuery })).json()).incidents,
    resolveIncident: async (id: string) =>
      (await ops.incidents[":id"].resolve.$post({ param: { id: part(id) } })).json(),
    events: async (query: Page & { type?: string }) =>
      (await (await ops.events.$get({ query: query as EventQuery })).json()).events,
    mails: async (query: Page) => (await (await ops.mail.$get({ query })).json()).mails,
    queues: async () => (await (await ops.queues.$get()).json()).queues,
    deadLetters: async (name: string, query: Page) =>
      (await ops.queues[":name"]["dead-letters"].$get({ param: { name: part(name) }, query })).json(),
    redrive: async (name: string, ids: readonly string[]) =>
      ask(Moved, "POST", `/queues/${part(name)}/redrive`, ids.length > 0 ? { ids } : {}),
    purge: async (name: string) => ask(Purged, "DELETE", `/queues/${part(name)}/dead-letters`),
    trace: async (id: string) => ask(Trace, "GET", `/trace/${part(id)}`),
  };
}
export type Api = ReturnType<typeof createApi>;
