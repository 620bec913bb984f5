import type { Order, Reservation } from "./api.ts";
import type { Reserved } from "./keepsakes.ts";

/** Things of the shop as its API tells them, for tests; `n` tells them apart. */

const id = (n: number) => `0199c2a0-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const orderOf = (n: number, changes: Partial<Order> = {}): Order => ({
  id: id(n),
  sku: "CP-502101",
  name: "부산도너츠",
  quantity: 1,
  unitPrice: 19_900,
  total: 19_900,
  currency: "KRW",
  status: "confirmed",
  createdAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

export const reservationOf = (n: number, changes: Partial<Reservation> = {}): Reservation => ({
  id: id(n),
  sku: "CP-502101",
  quantity: 1,
  status: "waiting",
  position: 2,
  orderId: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

export const reservedOf = (n: number, changes: Partial<Reservation> = {}): Reserved => ({
  ...reservationOf(n, changes),
  name: "부산도너츠",
});
