/** The life of a reservation. */
export const reservationStatuses = ["waiting", "fulfilled", "cancelled"] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];
