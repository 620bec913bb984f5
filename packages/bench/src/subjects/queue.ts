/** A queue in this process, whose consumers take what is there as soon as they are free. */
export interface Queue<Item> {
  put(item: Item): void;
  /** Rejects with what a consumer failed with. */
  stop(): Promise<void>;
}

/** Starts so many consumers that `consume` up to `batchSize` items at once. */
export function startQueue<Item>(
  consume: (items: readonly Item[]) => Promise<void>,
  batchSize: number,
  consumers: number,
): Queue<Item> {
  const waiting: Item[] = [];
  const running = new Set<Promise<void>>();
  let failure: unknown;
  const work = async () => {
    // What arrives in the same turn is one batch.
    await new Promise(setImmediate);
    for (let batch = waiting.splice(0, batchSize); batch.length > 0; batch = waiting.splice(0, batchSize))
      await consume(batch);
  };
  const start = () => {
    if (running.size >= consumers) return;
    const worker: Promise<void> = work()
      .catch((error: unknown) => void (failure ??= error))
      .finally(() => {
        running.delete(worker);
        if (waiting.length > 0) start();
      });
    running.add(worker);
  };
  return {
    put: (item) => {
      waiting.push(item);
      start();
    },
    stop: async () => {
      await Promise.all(running);
      if (failure !== undefined) throw new Error("a consumer failed", { cause: failure });
    },
  };
}
