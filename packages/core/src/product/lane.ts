/**
 * The ways in which a product can be sold: each sale decided by the request that asks for it, or many at a time by the
 * consumer of the `orders` queue (docs/adr/0011-surge-lane.md).
 */
export const lanes = ["normal", "surge"] as const;
