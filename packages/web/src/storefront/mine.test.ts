import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeStorage } from "../kit/storage.fake.ts";
import type { Answer, Api, Order, Reservation } from "./api.ts";
import { readKeepsakes } from "./keepsakes.ts";
import { createMine } from "./mine.ts";
import { type ProblemCode, unreachable } from "./problem.ts";
import { orderOf, reservationOf, reservedOf } from "./testing.ts";

beforeEach(() => vi.stubGlobal("localStorage", fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

const yes = <T>(value: T): Answer<T> => ({ ok: true, value });
const no = (code: ProblemCode, status: number): Answer<never> => ({ ok: false, problem: { code, status } });
const always = () => true;

function setUp() {
  const order = vi.fn<Api["order"]>().mockResolvedValue(no("network_error", 0));
  const reservation = vi.fn<Api["reservation"]>().mockResolvedValue(no("network_error", 0));
  const cancel = vi.fn<Api["cancel"]>();
  const onServed = vi.fn<(order: Order) => void>();
  return { order, reservation, cancel, onServed, mine: createMine({ order, reservation, cancel }, onServed) };
}

const served = (n: number): Reservation =>
  reservationOf(n, { status: "fulfilled", position: null, orderId: orderOf(n).id });

test("what is added is there after a reload, newest first", () => {
  const { mine } = setUp();
  mine.addOrder(orderOf(1));
  mine.addOrder(orderOf(2));
  mine.addReservation(reservedOf(3));
  const after = setUp().mine;
  expect(after.state.orders).toEqual([orderOf(2), orderOf(1)]);
  expect(after.waiting()).toEqual([reservedOf(3)]);
});

test("looked at, everything that can change is asked for, and only that", async () => {
  const { mine, order, reservation } = setUp();
  for (const [n, status] of ["pending", "confirmed", "cancelled", "refused"].entries())
    mine.addOrder(orderOf(n, { status: status as Order["status"] })); // the four that there are
  mine.addReservation(reservedOf(5));
  mine.addReservation(reservedOf(6, { status: "cancelled", position: null }));
  order.mockImplementation(async (id) => yes(orderOf(Number(id.slice(-1)), { status: "cancelled" })));
  reservation.mockResolvedValue(yes(reservationOf(5, { position: 1 })));
  await mine.lookAt(always);
  expect(order.mock.calls.flat().toSorted()).toEqual([orderOf(0).id, orderOf(1).id]);
  expect(reservation.mock.calls).toEqual([[reservationOf(5).id]]);
  expect(readKeepsakes()?.orders.map(({ status }) => status)).toEqual([
    "refused",
    "cancelled",
    "cancelled",
    "cancelled",
  ]);
  expect(mine.waiting()).toEqual([reservedOf(5, { position: 1 })]);
});

test("a reservation that was served comes with its order, and is told once", async () => {
  const { mine, order, reservation, onServed } = setUp();
  mine.addReservation(reservedOf(1));
  reservation.mockResolvedValue(yes(served(1)));
  await mine.lookAt(always);
  // The order could not be had: it is asked for again next time, so the reservation still waits here.
  expect(mine.waiting()).toHaveLength(1);
  order.mockResolvedValue(yes(orderOf(1)));
  await Promise.all([mine.lookAt(always), mine.lookAt(always)]);
  await mine.lookAt(always);
  expect(mine.state.reservations).toEqual([{ ...served(1), name: "부산도너츠" }]);
  expect(mine.state.orders).toEqual([orderOf(1)]);
  expect(onServed.mock.calls).toEqual([[orderOf(1)]]);
});

test("a product's ticket is the place in its line, else that the last one was served", () => {
  const { mine } = setUp();
  const { sku } = reservedOf(1);
  expect(mine.ticketOf(sku)).toBeUndefined();
  mine.addReservation({ ...served(1), name: "부산도너츠" });
  expect(mine.ticketOf(sku)?.status).toBe("fulfilled");
  expect(mine.ticketOf("other")).toBeUndefined();
  mine.addReservation(reservedOf(2));
  mine.addReservation(reservedOf(3, { status: "cancelled", position: null }));
  expect(mine.ticketOf(sku)?.id).toBe(reservedOf(2).id);
  mine.forgetReservation(reservedOf(2).id);
  expect(mine.ticketOf(sku)).toBeUndefined();
});

test("one that is not found, and one that nobody can be asked about, say so and stay", async () => {
  const { mine, order } = setUp();
  mine.addOrder(orderOf(1));
  order.mockResolvedValueOnce(no("order_not_found", 404));
  await mine.lookAt(always);
  expect(mine.state.problems[orderOf(1).id]?.status).toBe(404);
  await mine.lookAt(always);
  expect(mine.state.problems[orderOf(1).id]).toEqual(unreachable);
  order.mockResolvedValue(yes(orderOf(1)));
  await mine.lookAt(always);
  expect(mine.state.problems).toEqual({});
  expect(mine.state.orders).toHaveLength(1);
});

test("a place is given up; one that was served meanwhile is an order", async () => {
  const { mine, cancel, reservation, order } = setUp();
  mine.addReservation(reservedOf(1));
  mine.addReservation(reservedOf(2));
  cancel.mockResolvedValueOnce(yes(reservationOf(1, { status: "cancelled", position: null })));
  expect(await mine.cancel(reservedOf(1))).toBeUndefined();
  expect(mine.waiting()).toEqual([reservedOf(2)]);

  cancel.mockResolvedValueOnce(no("reservation_closed", 409));
  reservation.mockResolvedValue(yes(served(2)));
  order.mockResolvedValue(yes(orderOf(2)));
  expect(await mine.cancel(reservedOf(2))).toMatchObject({ code: "reservation_closed" });
  await expect.poll(() => mine.state.orders).toEqual([orderOf(2)]);
});

test("what is removed while it is asked for stays removed", async () => {
  const { mine, order } = setUp();
  mine.addOrder(orderOf(1));
  order.mockImplementation(async () => {
    mine.forgetOrder(orderOf(1).id);
    return yes(orderOf(1));
  });
  await mine.lookAt(always);
  expect(mine.state.orders).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("two tabs do not write over each other", () => {
  const [one, other] = [setUp().mine, setUp().mine];
  one.addOrder(orderOf(1));
  other.addOrder(orderOf(2));
  expect(readKeepsakes()?.orders).toEqual([orderOf(2), orderOf(1)]);
});

test("without a storage everything lasts as long as the page", () => {
  vi.stubGlobal("localStorage", undefined);
  const { mine } = setUp();
  mine.addOrder(orderOf(1));
  mine.addOrder(orderOf(2));
  mine.forgetOrder(orderOf(1).id);
  expect(mine.state.orders).toEqual([orderOf(2)]);
});
