import type { Customer } from "@donut-states/core/order/order.schema";
import { createStore, produce } from "solid-js/store";
import type { Api, Order, Purchase, Sale } from "./api.ts";
import { findWrong } from "./fields.ts";
import { newKey, type Outcome, place } from "./order.ts";
import type { Problem } from "./problem.ts";
import { dropSlip, keepSlip, keptSlips } from "./slips.ts";

/** What came of a press, for the customer to read and put away. */
export type Note = { id: string; sku: string; name: string; quantity: number } & (
  | { kind: "sold"; sale: Sale }
  | { kind: "served"; order: Order }
  | { kind: "refused" | "unclear"; problem: Problem }
);

interface State {
  /** Presses under way, by sku. */
  busy: Record<string, "sending" | "retrying" | "waiting">;
  /** Presses without an answer, by sku, a reload ago too: pressing again asks for the same purchase, key and all. */
  unclear: Record<string, Purchase>;
  /** Newest last. */
  notes: Note[];
}

/** More would bury the shelf. */
const NOTES_KEPT = 3;

/** Takes orders, one at a time for each product. */
export function createTill(
  api: Pick<Api, "checkout" | "order">,
  onNote: (note: Note) => void,
  onWait: (order: Order) => void = () => {},
) {
  const [state, set] = createStore<State>({ busy: {}, unclear: keptSlips(), notes: [] });

  const dismiss = (id: string) => set("notes", (notes) => notes.filter((note) => note.id !== id));

  /** Drops an order without an answer: should it have gone through it stands, and the next press is another one. */
  function leave(sku: string): void {
    if (state.busy[sku]) return;
    dropSlip(sku);
    set(
      produce((draft) => {
        delete draft.unclear[sku];
        draft.notes = draft.notes.filter((note) => note.sku !== sku || note.kind !== "unclear");
      }),
    );
  }

  /** Resolves to how it ended; undefined where an earlier press is still under way. */
  async function press(
    { sku, name }: { sku: string; name: string },
    quantity: number,
    customer?: Customer,
  ): Promise<Outcome | undefined> {
    if (state.busy[sku]) return undefined;
    const problem = customer && findWrong(customer);
    if (problem) return { kind: "refused", problem };
    const earlier = state.unclear[sku];
    const purchase = earlier ?? { sku, quantity, ...(customer && { customer }), key: newKey() };
    if (!earlier) keepSlip(purchase);
    set("busy", sku, "sending");
    const outcome = await place(purchase, {
      checkout: (wanted) => api.checkout(wanted),
      order: (id) => api.order(id),
      isRepeat: earlier !== undefined,
      onRetry: () => set("busy", sku, "retrying"),
      onWait: (order) => {
        set("busy", sku, "waiting");
        onWait(order);
      },
    });
    settle(purchase, name, outcome);
    return outcome;
  }

  function settle(purchase: Purchase, name: string, outcome: Outcome): void {
    const { sku, quantity, key } = purchase;
    const note: Note = { id: key, sku, name, quantity, ...outcome };
    if (outcome.kind !== "unclear") dropSlip(sku);
    set(
      produce((draft) => {
        delete draft.busy[sku];
        delete draft.unclear[sku];
        if (outcome.kind === "unclear") draft.unclear[sku] = purchase;
      }),
    );
    tell(note);
  }

  /** Shows a note. Why its product could not be had before is old news now. */
  function tell(note: Note): void {
    const isNews = (old: Note) => old.sku !== note.sku || old.kind === "sold" || old.kind === "served";
    set("notes", (notes) => [...notes.filter(isNews), note].slice(-NOTES_KEPT));
    onNote(note);
  }

  return { state, press, leave, tell, dismiss };
}
