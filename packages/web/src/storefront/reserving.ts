import { createStore } from "solid-js/store";
import type { Api, Product, Reservation, Wish } from "./api.ts";
import { findWrong } from "./fields.ts";
import { newKey } from "./order.ts";
import type { Problem } from "./problem.ts";
import { reserve, type Reserving } from "./reserve.ts";

interface State {
  isBusy: boolean;
  /** Why the last attempt took no place in the line. */
  problem: Problem | undefined;
  /** It may have taken one: no answer came. */
  isUnclear: boolean;
}

type Wanted = Omit<Wish, "key">;

const isSame = (wish: Wish, wanted: Wanted) =>
  JSON.stringify({ ...wanted, key: wish.key }) === JSON.stringify(wish);

/** One customer's way into the line of a product. */
export function createReserving(
  api: Pick<Api, "reserve">,
  onReserved: (reservation: Reservation, product: Product) => void,
  sleep?: (ms: number) => Promise<void>,
) {
  const [state, set] = createStore<State>({ isBusy: false, problem: undefined, isUnclear: false });
  /** Asked for without an answer: asked for again as it is, it has its key. */
  let open: Wish | undefined;

  /** Resolves to how it ended; undefined where an earlier attempt is still under way. */
  async function send(product: Product, wanted: Omit<Wanted, "sku">): Promise<Reserving | undefined> {
    if (state.isBusy) return undefined;
    const problem = findWrong(wanted.customer);
    if (problem) {
      set({ problem, isUnclear: false });
      return { kind: "refused", problem };
    }
    const full: Wanted = { sku: product.sku, ...wanted };
    const wish = open && isSame(open, full) ? open : { ...full, key: newKey() };
    open = wish;
    set({ isBusy: true, problem: undefined, isUnclear: false });
    const outcome = await reserve(wish, { reserve: api.reserve, ...(sleep && { sleep }) });
    if (outcome.kind !== "unclear") open = undefined;
    const trouble = outcome.kind === "reserved" ? undefined : outcome.problem;
    set({ isBusy: false, problem: trouble, isUnclear: outcome.kind === "unclear" });
    if (outcome.kind === "reserved") onReserved(outcome.reservation, product);
    return outcome;
  }

  return { state, send };
}
