import { format, t } from "./i18n/index.ts";
import type { Restock } from "./api.ts";
import type { Problem } from "./problem.ts";
import type { Note } from "./till.ts";

/** Why there is nothing, or too little, and when there is more: with its time of day, as a slip is read later too. */
function outOfStock({ stock = 0, batch }: Problem): string {
  const words = [stock > 0 ? t().fewer(format().number(stock)) : t().problem.out_of_stock];
  if (batch) {
    const { making, makingLate } = t().note;
    const say = batch.isOverdue ? makingLate : making;
    words.push(say(format().number(batch.quantity), format().time(batch.expectedAt)));
  } else if (batch === null && stock <= 0) words.push(t().restock.none);
  return words.join(" ");
}

/** Why an order did not go through, and what can be done. */
export function whyNot(note: Extract<Note, { problem: Problem }>): string {
  const { code, retryAfter } = note.problem;
  if (code === "out_of_stock") return outOfStock(note.problem);
  const words = [t().problem[code]];
  if (note.kind === "unclear") words.push(t().note.unclearHint);
  else if (retryAfter !== undefined && retryAfter > 0) words.push(t().retryIn(format().number(retryAfter)));
  return words.join(" ");
}

/** What became of an order, in a few words. */
export function headline(note: Note): string {
  if (note.kind === "sold") return t().note.sold(format().number(note.sale.stock));
  if (note.kind === "served") return t().note.served;
  const { code, stock } = note.problem;
  if (code === "order_cancelled") return t().mine.status.cancelled;
  const lacks = code === "out_of_stock" && stock !== undefined;
  return lacks ? t().note.notSold(format().number(stock)) : t().note[note.kind];
}

export function remark(note: Note): string {
  if (note.kind === "served") return t().note.servedHint;
  if (note.kind !== "sold") return whyNot(note);
  return note.sale.stock > 0 ? t().note.enjoy : t().note.lastOne;
}

/** Where the goods are and when they come; `now` is the time of the visitor's clock. */
export function whereabouts(restock: Restock, now: number): { status: string; expected: string } {
  const { status, expectedAt } = restock;
  const words = t().restock;
  const time = format().time(expectedAt);
  if (status === "overdue") return { status: words.status.overdue, expected: words.overdue(time) };
  const expected =
    Date.parse(expectedAt) > now ? words.expected(time, format().fromNow(expectedAt, now)) : words.late(time);
  return { status: status === "accepted" ? words.status.accepted : words.status.requested, expected };
}

/** Where in the line a reservation stands. */
export const placeInLine = (position: number): string =>
  position === 1 ? t().ticket.next : t().ticket.place(format().number(position));
