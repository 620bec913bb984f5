import { createStore, reconcile } from "solid-js/store";
import type { Api, Product } from "./api.ts";
import { createPoll, keepAsking } from "../kit/poll.ts";

/** What customers want to hear of: who sold out, and who is back on the shelf. */
export interface Turn {
  soldOut: string[];
  back: string[];
}

interface State {
  products: Product[];
  /** `loading` until the first answer; `offline` while the API cannot be reached. */
  connection: "loading" | "live" | "offline";
}

/** What turned between two looks at the shelf; products that are new on it are no news. */
export function turns(before: readonly Product[], after: readonly Product[]): Turn {
  const was = new Map(before.map(({ sku, stock }) => [sku, stock > 0]));
  const names = (stocked: boolean) =>
    after
      .filter(({ sku, stock }) => stock > 0 === stocked && was.get(sku) === !stocked)
      .map(({ name }) => name);
  return { soldOut: names(false), back: names(true) };
}

/** The shelf with its live stock, in one store that changes only where the shelf did. */
export function createCatalogue(api: Pick<Api, "products">, onTurn: (turn: Turn) => void) {
  const [state, set] = createStore<State>({ products: [], connection: "loading" });
  let etag: string | null = null;

  async function ask(stop: AbortSignal): Promise<boolean> {
    const answer = await api.products(etag, stop);
    if (stop.aborted) return false;
    if (!answer.ok) {
      set("connection", "offline");
      return false;
    }
    if (answer.value) {
      onTurn(turns(state.products, answer.value.products));
      etag = answer.value.etag;
      set("products", reconcile(answer.value.products, { key: "sku" }));
    }
    set("connection", "live");
    return true;
  }

  const poll = createPoll({ ask });

  return { state, refresh: () => void poll.now(), watch: () => keepAsking(poll) };
}
