/** When an act takes place: before the statement reaches the server, or after it ran and before its answer is passed on. */
export type Moment = "request" | "reply";

/** What becomes of the statement, or of its answer: passed on, or lost together with its connection. */
export type Verdict = "pass" | "drop";
export type Act = () => Verdict | void | Promise<Verdict | void>;

export interface WatchOptions {
  /** How many statements it acts on, one by default. */
  times?: number;
  /** What it is called where it was never hit; by default its pattern. */
  name?: string;
}

/** Something to do at certain statements. */
export interface Watch {
  /** How many statements it has acted on. */
  readonly hits: number;
  /** Resolves when the first act is done; rejects with what that threw. */
  readonly hit: Promise<void>;
  off(): void;
}

interface Armed {
  readonly name: string;
  readonly watch: Watch;
  /** True for the statements that it is to act on; each is counted. */
  claims(sql: string, moment: Moment): boolean;
  act(): Promise<Verdict>;
}

/** What is to be done at which statements. */
export class Watches {
  readonly #armed = new Set<Armed>();

  add(pattern: RegExp, moment: Moment, act: Act, options: WatchOptions = {}): Watch {
    const off = () => void this.#armed.delete(armed);
    const armed = arm(pattern, moment, act, options, off);
    this.#armed.add(armed);
    return armed.watch;
  }

  /** The acts that are due at a statement; whoever asks must do them. */
  due(sql: string, moment: Moment): Armed[] {
    return [...this.#armed].filter((armed) => armed.claims(sql, moment));
  }

  /** Forgets all of them. Throws an Error that names those which never saw their statement: they have proved nothing. */
  disarm(): void {
    const missed = [...this.#armed].filter(({ watch }) => watch.hits === 0).map(({ name }) => name);
    this.#armed.clear();
    if (missed.length > 0) throw new Error(`Never hit: ${missed.join(", ")}`);
  }
}

function arm(pattern: RegExp, moment: Moment, act: Act, options: WatchOptions, off: () => void): Armed {
  const { times = 1, name = `${pattern}` } = options;
  const waiting: ((outcome: Promise<void> | void) => void)[] = [];
  const hit = new Promise<void>((resolve) => void waiting.push(resolve));
  hit.catch(() => {}); // whoever does not wait for it does not care
  const settle = (outcome?: Promise<void>) => waiting.forEach((resolve) => resolve(outcome));
  let hits = 0;
  return {
    name,
    watch: {
      get hits() {
        return hits;
      },
      hit,
      off,
    },
    claims(sql, at) {
      if (at !== moment || hits >= times || !pattern.test(sql)) return false;
      hits++;
      return true;
    },
    async act() {
      try {
        const verdict = (await act()) ?? "pass";
        settle();
        return verdict;
      } catch (error) {
        settle(Promise.reject(error));
        return "drop";
      }
    },
  };
}
