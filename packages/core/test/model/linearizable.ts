import { isDeepStrictEqual } from "node:util";

/**
 * One atomic step of a running operation. In a state it may go on in each of the ways that `run` returns: to another
 * step, or to its end with an answer. No way at all: this step cannot be taken now. The name tells it from the
 * operation's other steps, so it names whatever the step remembers.
 */
export interface Step<State> {
  name: string;
  run: (state: State) => readonly Move<State>[];
}

export type Move<State> = { state: State; next: Step<State> } | { state: State; answer: unknown };

/** What happened: an operation that was called and had returned with its answer by a clock that never stands still. */
export interface Call<State> {
  name: string;
  called: number;
  returned: number;
  answer: unknown;
  start: Step<State>;
}

/** `order` is what was found, or as far as any order came; `reached` is where it ends. */
export interface Explanation<State> {
  found: boolean;
  order: string[];
  reached: State;
}

interface Position<State> {
  call: Call<State>;
  /** Undefined: it has ended. */
  step: Step<State> | undefined;
}

/**
 * Looks for one order of all steps that leads from the first state to the last, in which each operation's steps follow
 * one another, lie between its call and its return, and end in the answer that was given. Operations of one step each are
 * linearizable (Herlihy and Wing, 1990) exactly where there is such an order. A depth-first search after Wing and Gong
 * (1993) that never enters the same positions and state twice; exponential in how many operations overlap.
 */
export function explain<State>(calls: readonly Call<State>[], first: State, last: State): Explanation<State> {
  const seen = new Set<string>();
  let furthest: Explanation<State> = { found: false, order: [], reached: first };

  function search(at: readonly Position<State>[], state: State, order: string[]): string[] | undefined {
    const key = JSON.stringify([at.map(({ step }) => step?.name ?? ""), state]);
    if (seen.has(key)) return undefined;
    seen.add(key);
    if (order.length >= furthest.order.length) furthest = { found: false, order, reached: state };
    const running = at.filter(({ step }) => step !== undefined);
    if (running.length === 0) return isDeepStrictEqual(state, last) ? order : undefined;
    const horizon = Math.min(...running.map(({ call }) => call.returned));
    for (const { call, step } of running) {
      if (!step || call.called > horizon) continue;
      for (const move of step.run(state)) {
        if ("answer" in move && !isDeepStrictEqual(move.answer, call.answer)) continue;
        const next = { call, step: "next" in move ? move.next : undefined };
        const moved = at.map((position) => (position.call === call ? next : position));
        const found = search(moved, move.state, [...order, `${call.name}: ${step.name}`]);
        if (found) return found;
      }
    }
    return undefined;
  }

  const order = search(
    calls.map((call) => ({ call, step: call.start })),
    first,
    [],
  );
  return order ? { found: true, order, reached: last } : furthest;
}

/** How an operation can end when it runs alone. */
export function alone<State>(step: Step<State>, state: State): { state: State; answer: unknown }[] {
  return step.run(state).flatMap((move) => ("next" in move ? alone(move.next, move.state) : [move]));
}
