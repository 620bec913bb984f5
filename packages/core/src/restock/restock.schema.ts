import * as v from "valibot";
import { Sku, Time, Units, Uuid } from "../schema.ts";
import { restockStatuses } from "./restock.status.ts";

/** A restock order as the outside sees it; `attempts` counts the POSTs to the factory. */
export const Restock = v.object({
  id: Uuid,
  sku: Sku,
  quantity: Units,
  correlationId: v.string(),
  status: v.picklist(restockStatuses),
  attempts: v.number(),
  requestedAt: Time,
  expectedAt: Time,
  completedAt: v.nullable(Time),
});
export type Restock = v.InferOutput<typeof Restock>;
