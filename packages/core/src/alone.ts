const underWay = new WeakMap<object, Map<string, Promise<boolean>>>();

/**
 * Does the work, unless this process is at the same already: then it waits until that has ended, in whatever way, and
 * returns false. Whoever gets a false looks again, and mostly finds it done: so of a crowd only one does it.
 */
export async function alone(owner: object, key: string, work: () => Promise<boolean>): Promise<boolean> {
  const running = underWay.get(owner) ?? new Map<string, Promise<boolean>>();
  underWay.set(owner, running);
  const others = running.get(key);
  if (others) return others.then(no, no);
  const ours = work().finally(() => running.delete(key));
  running.set(key, ours);
  return ours;
}

const no = () => false;
