import { createStore, reconcile } from "solid-js/store";
import { createPoll, keepAsking } from "../kit/poll.ts";
import type { Api, Order } from "./api.ts";
import {
  type Keepsakes,
  none,
  onForeignChange,
  put,
  readKeepsakes,
  replace,
  type Reserved,
  without,
  writeKeepsakes,
} from "./keepsakes.ts";
import type { Problem } from "./problem.ts";

interface State extends Keepsakes {
  /** Why the last question about one of them went wrong, by id. */
  problems: Record<string, Problem | undefined>;
}

/** A place in line changes when others are served, which takes the factory seconds at least. */
const EVERY_MS = 5_000;

/** The orders and reservations of this device: as they were last, and as the shop says when it is asked. */
export function createMine(
  api: Pick<Api, "order" | "reservation" | "cancel">,
  onServed: (order: Order) => void = () => {},
) {
  let book = readKeepsakes() ?? none;
  const [state, set] = createStore<State>({ ...structuredClone(book), problems: {} });

  function show(keepsakes: Keepsakes): void {
    book = keepsakes;
    // A store takes over what it is handed; the book stays what was written.
    const { orders, reservations } = structuredClone(book);
    set("orders", reconcile(orders));
    set("reservations", reconcile(reservations));
  }

  /** Another tab may have written since; where nothing can be stored, the book is what there is. */
  function change(how: (keepsakes: Keepsakes) => Partial<Keepsakes>): void {
    const before = readKeepsakes() ?? book;
    show({ ...before, ...how(before) });
    writeKeepsakes(book);
  }

  const addOrder = (order: Order) => change(({ orders }) => ({ orders: put(orders, order) }));
  const addReservation = (reserved: Reserved) =>
    change(({ reservations }) => ({ reservations: put(reservations, reserved) }));
  const forgetOrder = (id: string) => change(({ orders }) => ({ orders: without(orders, id) }));
  const forgetReservation = (id: string) =>
    change(({ reservations }) => ({ reservations: without(reservations, id) }));

  async function askOrder({ id }: Order): Promise<boolean> {
    const answer = await api.order(id);
    set("problems", id, answer.ok ? undefined : answer.problem);
    if (answer.ok) change(({ orders }) => ({ orders: replace(orders, answer.value) }));
    return answer.ok || answer.problem.status === 404;
  }

  async function askReservation(reserved: Reserved): Promise<boolean> {
    return learn(reserved, await api.reservation(reserved.id));
  }

  /** What the shop says of a reservation. Served, it is taken down together with its order, or asked for again. */
  async function learn(reserved: Reserved, said: Awaited<ReturnType<Api["reservation"]>>): Promise<boolean> {
    const { id, name } = reserved;
    set("problems", id, said.ok ? undefined : said.problem);
    if (!said.ok) return said.problem.status === 404;
    const { orderId } = said.value;
    const order = orderId === null ? undefined : await api.order(orderId);
    if (order?.ok === false) return false;
    const isNews = book.reservations.some((old) => old.id === id && old.status === "waiting");
    change(({ orders, reservations }) => ({
      orders: order && isNews ? put(orders, order.value) : orders,
      reservations: replace(reservations, { ...said.value, name }),
    }));
    if (order && isNews) onServed(order.value);
    return true;
  }

  /** Gives a place in line up. Resolves to why it could not be, undefined where it is given up. */
  async function cancel(reserved: Reserved): Promise<Problem | undefined> {
    const answer = await api.cancel(reserved.id);
    if (answer.ok) void learn(reserved, answer);
    // It was served in the meantime, perhaps.
    else void askReservation(reserved);
    return answer.ok ? undefined : answer.problem;
  }

  const waiting = () => state.reservations.filter(({ status }) => status === "waiting");
  /** What there is to say of a product's line: the place in it, or that its last one was served. */
  const ticketOf = (sku: string) => {
    const own = state.reservations.filter((reserved) => reserved.sku === sku);
    return (
      own.find(({ status }) => status === "waiting") ??
      own.slice(0, 1).find(({ status }) => status === "fulfilled")
    );
  };
  const pending = () => state.orders.filter(({ status }) => status === "pending");

  async function askOpen(): Promise<boolean> {
    const answered = await Promise.all([...waiting().map(askReservation), ...pending().map(askOrder)]);
    return answered.every(Boolean);
  }

  /** Asks about all that can still change, one after the other: nobody waits for an old order. */
  async function lookAt(isLooking: () => boolean): Promise<void> {
    await askOpen();
    for (const order of state.orders.filter(({ status }) => status === "confirmed"))
      if (isLooking()) await askOrder(order);
  }

  const poll = createPoll({ ask: askOpen, everyMs: EVERY_MS });

  /** Keeps asking about what is not settled. Returns how to stop. */
  function watch(): () => void {
    const stops = [keepAsking(poll), onForeignChange(() => show(readKeepsakes() ?? none))];
    return () => stops.forEach((stop) => stop());
  }

  return {
    state,
    waiting,
    ticketOf,
    addOrder,
    addReservation,
    forgetOrder,
    forgetReservation,
    cancel,
    lookAt,
    refresh: () => void poll.now(),
    watch,
  };
}
