import * as v from "valibot";
import { Sku, Time, Units, Uuid } from "../schema.ts";

/** Why a restock was ordered, or was not; `not_restocked` is a product that is retired, or that only people order. */
export const decisionReasons = ["ordered", "enough", "not_restocked", "paused", "factory_missing"] as const;

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

/** How a product is restocked now: the settings, the reorder point and quantity that count, and how those came about. */
export const Reorder = v.object({
  reorderMode: v.picklist(["fixed", "auto"]),
  serviceLevel: v.number(),
  reorderPoint: Units,
  reorderQuantity: Units,
  reorderMinimum: Units,
  reorderMultiple: Units,
  reorderMaximum: Units,
  note: v.nullable(v.string()),
  restocking: v.boolean(),
  retired: v.boolean(),
});
export type Reorder = v.InferOutput<typeof Reorder>;

/** What a restock is decided from now; `projected` is stock + onOrder - waiting. */
export const Projection = v.object({ stock: Units, onOrder: Units, waiting: Units, projected: Units });
export type Projection = v.InferOutput<typeof Projection>;

export const Decisions = v.object({ reorder: Reorder, shelf: Projection, decisions: v.array(Decision) });
export type Decisions = v.InferOutput<typeof Decisions>;
