import { createEffect, createSignal, on } from "solid-js";

/**
 * Notices that a product has come back in the quantity that somebody wants and could not buy before: by its stock, or
 * because the shop said so. It holds until it runs short again or something else is wanted.
 */
export function createReturn(stock: () => number, quantity: () => number) {
  const [isBack, setBack] = createSignal(false);

  createEffect(
    on(
      () => ({ stock: stock(), wanted: quantity() }),
      (now, before) => {
        if (!before) return;
        const isSame = now.wanted === before.wanted;
        const wasShort = before.wanted > before.stock;
        setBack((was) => isSame && now.wanted <= now.stock && (was || wasShort));
      },
    ),
  );

  return { isBack, tell: () => setBack(true), forget: () => setBack(false) };
}
