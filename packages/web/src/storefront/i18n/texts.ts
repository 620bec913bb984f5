import type { Theme } from "../../kit/theme.ts";
import type { Order, Product, Reservation, Restock } from "../api.ts";
import type { FieldName } from "../fields.ts";
import type { ProblemCode } from "../problem.ts";

/** Everything the page says. Parameters arrive written out, as `format.ts` writes them. */
export interface Texts {
  title: string;
  /** A page's own title, before the shop's name. */
  titled: (page: string) => string;
  shopName: string;
  skip: string;
  skipHeader: string;
  language: string;
  theme: { label: string; names: Record<Theme, string> };
  connection: { loading: string; live: string; offline: string };
  hero: { eyebrow: string; line: [string, string]; story: string };
  shelf: { title: string; hint: string; loading: string; empty: string; emptyHint: string };
  offline: { title: string; text: string; again: string; short: string };
  availability: Record<Product["availability"], string>;
  left: (count: string) => string;
  more: (count: string) => string;
  quantity: { label: string; less: string; more: string };
  tooMany: (left: string) => string;
  order: {
    press: string;
    sending: string;
    retrying: string;
    waiting: string;
    again: string;
    unclear: string;
    leave: string;
    soldOut: string;
    piece: (count: string) => string;
  };
  restock: {
    none: string;
    status: Record<Extract<Restock["status"], "requested" | "accepted" | "overdue">, string>;
    expected: (time: string, fromNow: string) => string;
    late: (time: string) => string;
    overdue: (time: string) => string;
    coming: (count: string) => string;
  };
  /** The way to a product's own page. */
  look: { back: string; gone: string; goneHint: string };
  mail: { wish: string; hint: string };
  field: Record<Exclude<FieldName, "quantity">, string>;
  wrong: Record<FieldName, string>;
  reserve: {
    go: string;
    title: string;
    /** Some can be bought, but fewer than wanted. */
    titleFewer: (left: string) => string;
    promise: string;
    privacy: string;
    press: (count: string) => string;
    sending: string;
    again: string;
    unclear: string;
    backAgain: string;
    /** The way back to the form for whoever was served. */
    more: string;
  };
  ticket: {
    label: string;
    place: (position: string) => string;
    next: string;
    count: (count: string) => string;
    promise: string;
    status: Record<Reservation["status"], string>;
    served: string;
    toOrder: string;
    cancelled: string;
    since: (time: string) => string;
    cancel: string;
  };
  giveUp: { title: string; text: string; yes: string; no: string };
  mine: {
    link: string;
    waiting: (count: string) => string;
    title: string;
    hint: string;
    reservations: string;
    orders: string;
    status: Record<Order["status"], string>;
    empty: string;
    emptyHint: string;
    toShelf: string;
    forget: string;
    forgotten: string;
    missing: string;
    stale: string;
  };
  note: {
    region: string;
    sold: (left: string) => string;
    refused: string;
    /** Refused for lack of stock: what is left. */
    notSold: (left: string) => string;
    unclear: string;
    orderId: string;
    product: string;
    quantity: string;
    total: string;
    enjoy: string;
    lastOne: string;
    unclearHint: string;
    served: string;
    servedHint: string;
    making: (count: string, time: string) => string;
    makingLate: (count: string, time: string) => string;
    close: string;
  };
  problem: Record<ProblemCode, string>;
  fewer: (left: string) => string;
  retryIn: (seconds: string) => string;
  say: {
    sold: (name: string, count: string, total: string) => string;
    failed: (name: string, why: string) => string;
    waiting: (name: string) => string;
    served: (name: string) => string;
    reserved: (name: string, place: string) => string;
    cancelled: (name: string) => string;
    soldOut: (names: string) => string;
    back: (names: string) => string;
  };
  footer: { about: string; docs: string };
  misconfigured: string;
}
