import type { Theme } from "../../kit/theme.ts";
import type { Product, Restock } from "../api.ts";
import type { ProblemCode } from "../problem.ts";

/** Everything the page says. Parameters arrive written out, as `format.ts` writes them. */
export interface Texts {
  title: string;
  shopName: string;
  skip: string;
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
    soldOut: (names: string) => string;
    back: (names: string) => string;
  };
  footer: { about: string; docs: string };
  misconfigured: string;
}
