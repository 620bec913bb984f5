import { Show } from "solid-js";
import { Book } from "./Book.tsx";
import { Donut } from "./Donut.tsx";

/** Books have skus of their own; everything else on the shelf is a donut. */
const isBook = (sku: string): boolean => sku.startsWith("BK-");

export function Picture(props: { sku: string }) {
  return (
    <Show when={isBook(props.sku)} fallback={<Donut sku={props.sku} />}>
      <Book sku={props.sku} />
    </Show>
  );
}
