import * as v from "valibot";
import { Sku, Time, Units, Uuid } from "../schema.ts";

/** Why a restock was ordered, or was not. */
export const decisionReasons = ["ordered", "enough", "paused", "factory_missing"] as const;

/** A decision about restocking a product; `projected` is stock + onOrder - waiting, `message` says it in a sentence. */
export const Decision = v.object({
  id: Uuid,
  sku: Sku,
  outcome: v.picklist(["ordered", "not_ordered"]),
  reason: v.picklist(decisionReasons),
  quantity: Units,
  restockId: v.nullable(Uuid),
  stock: Units,
  onOrder: Units,
  waiting: Units,
  projected: Units,
  wanted: Units,
  reorderPoint: Units,
  message: v.string(),
  createdAt: Time,
});
export type Decision = v.InferOutput<typeof Decision>;
