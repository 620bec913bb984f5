import type { Move, Step } from "./linearizable.ts";
import { available, considered, put, type Reference } from "./reference.ts";

type Line = Step<Reference>;

/** Joins the end of the line where it cannot be bought, and has what is missing ordered. */
export function reserve(state: Reference, name: string, quantity: number): Move<Reference>[] {
  if (available(state) >= quantity) return [{ state, answer: { refused: "in_stock" } }];
  const line = [...state.line, { name, quantity }];
  return considered({ ...state, line, waiting: state.waiting + quantity }).map((next) => ({
    state: next,
    answer: { reservation: name },
  }));
}

/** Leaves the line, and then the next are served; who was served cannot leave, and who left has left. */
export function leave(state: Reference, name: string): Move<Reference>[] {
  if (state.sales[name]) return [{ state, next: serving({ refused: "reservation_closed" }) }];
  const gone = { status: "cancelled" };
  const place = state.line.find((waiting) => waiting.name === name);
  if (!place) return [{ state, next: serving(gone) }];
  const line = state.line.filter((waiting) => waiting.name !== name);
  const left = put(state.left, name, place.quantity);
  return [
    {
      state: reopened({ ...state, line, left, waiting: state.waiting - place.quantity }),
      next: serving(gone),
    },
  ];
}

/** A sold-out period ends where something can be bought. */
export const reopened = (state: Reference): Reference =>
  available(state) > 0 ? { ...state, soldOut: false, refused: false } : state;

/** Serves the head of the line while there is enough for it, one by one; nobody passes a head that waits for more. */
export function serving(answer: unknown, served?: (state: Reference) => unknown): Line {
  return {
    name: `serve, then ${JSON.stringify(answer)} ${served ? "or what is there then" : ""}`,
    run: (state) => {
      const [head, ...line] = state.line;
      if (!head || state.stock < head.quantity) return [{ state, answer }];
      const sales = put(state.sales, head.name, { order: head.name, quantity: head.quantity });
      const stock = state.stock - head.quantity;
      const waiting = state.waiting - head.quantity;
      return [
        {
          state: { ...state, line, sales, stock, waiting },
          next: served ? servedSome(served) : serving(answer),
        },
      ];
    },
  };
}

/** The same after somebody was served, with an answer that is read in the end. */
function servedSome(answer: (state: Reference) => unknown): Line {
  return {
    name: "serve more",
    run: (state) =>
      serving(null)
        .run(state)
        .map((move) =>
          "next" in move ? { ...move, next: servedSome(answer) } : { state, next: show(answer) },
        ),
  };
}

const show = (answer: (state: Reference) => unknown): Line => ({
  name: "show what is there",
  run: (state) => [{ state, answer: answer(state) }],
});
