import { createContext, createSignal, onCleanup, onMount, useContext } from "solid-js";
import { createStore } from "solid-js/store";
import { createAnnouncer } from "./announcer.ts";
import { createApi, type Order } from "./api.ts";
import { createCatalogue, type Turn } from "./catalogue.ts";
import { format, t } from "./i18n/index.ts";
import { createMine } from "./mine.ts";
import { createTill, type Note } from "./till.ts";
import { whyNot } from "./words.ts";

/** Everything the page works with, put together once. */
export function createShop(apiUrl: string) {
  const api = createApi(apiUrl);
  const announcer = createAnnouncer();
  const catalogue = createCatalogue(api, onTurn);
  const mine = createMine(api, (order) => till.tell({ kind: "served", ...order, order }));
  const till = createTill(api, onNote, onWait);
  const [now, setNow] = createSignal(Date.now());
  /** Who writes on a form; as long as the page is open, and nowhere else. */
  const [customer, setCustomer] = createStore({ name: "", email: "" });

  function onTurn({ soldOut, back }: Turn): void {
    if (soldOut.length > 0) announcer.say(t().say.soldOut(format().list(soldOut)));
    if (back.length === 0) return;
    announcer.say(t().say.back(format().list(back)));
    mine.refresh();
  }

  function onWait(order: Order): void {
    announcer.say(t().say.waiting(order.name));
    mine.addOrder(order);
  }

  function onNote(note: Note): void {
    sayNote(note);
    if (note.kind === "sold") mine.addOrder(note.sale.order);
    catalogue.refresh();
  }

  function sayNote(note: Note): void {
    const { say, order } = t();
    if (note.kind === "served") return announcer.say(say.served(note.name));
    if (note.kind !== "sold") return announcer.say(say.failed(note.name, whyNot(note)));
    const { name, quantity, total } = note.sale.order;
    announcer.say(say.sold(name, order.piece(format().number(quantity)), format().money(total)));
  }

  onMount(() => {
    const stops = [catalogue.watch(), mine.watch()];
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => {
      stops.forEach((stop) => stop());
      clearInterval(ticking);
    });
  });

  return { api, apiUrl, announcer, catalogue, mine, till, now, customer, setCustomer };
}
export type Shop = ReturnType<typeof createShop>;

const ShopContext = createContext<Shop>();
export const ShopProvider = ShopContext.Provider;

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop needs a ShopProvider above it");
  return shop;
}
