/** The life of a restock order. */
export const restockStatuses = [
  "requested",
  "accepted",
  "overdue",
  "completed",
  "failed",
  "cancelled",
] as const;
export type RestockStatus = (typeof restockStatuses)[number];

/** An order is open while goods may still arrive in the ordinary way. */
export const openStatuses = ["requested", "accepted", "overdue"] as const satisfies readonly RestockStatus[];
