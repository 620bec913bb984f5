/** A list to wait on: `reached(n)` resolves with it once it has n items. */
export class Collected<T> {
  readonly items: T[] = [];
  #waiting: { count: number; resolve: (items: T[]) => void }[] = [];

  add = (item: T): void => {
    this.items.push(item);
    for (const { count, resolve } of this.#waiting) if (this.items.length >= count) resolve(this.items);
  };

  reached(count: number): Promise<T[]> {
    return new Promise((resolve) => {
      if (this.items.length >= count) resolve(this.items);
      else this.#waiting.push({ count, resolve });
    });
  }
}
