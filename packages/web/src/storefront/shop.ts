import { createContext, createSignal, onCleanup, onMount, useContext } from "solid-js";
import { createAnnouncer } from "./announcer.ts";
import { createApi } from "./api.ts";
import { createCatalogue, type Turn } from "./catalogue.ts";
import { format, t } from "./i18n/index.ts";
import { createTill, type Note } from "./till.ts";
import { whyNot } from "./words.ts";

/** Everything the page works with, put together once. */
export function createShop(apiUrl: string) {
  const api = createApi(apiUrl);
  const announcer = createAnnouncer();
  const catalogue = createCatalogue(api, sayTurn);
  const till = createTill(api, (note) => {
    sayNote(note);
    catalogue.refresh();
  });
  const [now, setNow] = createSignal(Date.now());

  function sayTurn({ soldOut, back }: Turn): void {
    if (soldOut.length > 0) announcer.say(t().say.soldOut(format().list(soldOut)));
    if (back.length > 0) announcer.say(t().say.back(format().list(back)));
  }

  function sayNote(note: Note): void {
    const { say, order } = t();
    if (note.kind !== "sold") return announcer.say(say.failed(note.name, whyNot(note)));
    const { name, quantity, total } = note.sale.order;
    announcer.say(say.sold(name, order.piece(format().number(quantity)), format().money(total)));
  }

  onMount(() => {
    const stop = catalogue.watch();
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => {
      stop();
      clearInterval(ticking);
    });
  });

  return { apiUrl, announcer, catalogue, till, now };
}
export type Shop = ReturnType<typeof createShop>;

const ShopContext = createContext<Shop>();
export const ShopProvider = ShopContext.Provider;

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop needs a ShopProvider above it");
  return shop;
}
