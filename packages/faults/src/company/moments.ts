/** The order has arrived and is not taken yet; it is taken and not answered yet; its callback is on its way. */
export type Moment = "asked" | "taken" | "calling";
export type Act = () => void | Promise<void>;

interface Armed {
  moment: Moment;
  act: Act;
  left: number;
}

/** What is to be done at the moments of an order's way through the factory. */
export class Moments {
  readonly #armed = new Set<Armed>();

  on(moment: Moment, act: Act, times = 1): void {
    this.#armed.add({ moment, act, left: times });
  }

  clear(): void {
    this.#armed.clear();
  }

  async reached(moment: Moment): Promise<void> {
    for (const armed of this.#armed) {
      if (armed.moment !== moment) continue;
      armed.left--;
      if (armed.left === 0) this.#armed.delete(armed);
      await armed.act();
    }
  }
}
