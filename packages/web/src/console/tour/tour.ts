import { createEffect, createMemo, createSignal } from "solid-js";
import { ask } from "../api.ts";
import { createBurst } from "../burst.ts";
import type { Desk } from "../desk.ts";
import { createSwitches, type Faults } from "./faults.ts";
import { type Action, candidates, type Scene, type Step, stepNames, steps } from "./steps.ts";

/** So many more buyers come than there are units: some are refused. */
const TOO_MANY = 3;

/** Why an action could not be done. */
type Trouble = "nothingToSell" | "failed";

/** A walk through the running store: where it is, what it has seen, and what it does. */
export function createTour({ api, pulse, productOf }: Pick<Desk, "api" | "pulse" | "productOf">) {
  const switches = createSwitches(api);
  const burst = createBurst(api);
  const [index, setIndex] = createSignal<number>();
  const [sku, setSku] = createSignal<string>();
  const [heard, setHeard] = createSignal<ReadonlySet<string>>(new Set());
  const [fault, setFault] = createSignal<Faults["factory"]>();
  const [deadBefore, setDeadBefore] = createSignal(0);
  const [trouble, setTrouble] = createSignal<Trouble>();
  /** Events up to this time of the store's are no news. */
  let since = "";

  void switches.restore();

  const name = createMemo(() => stepNames[index() ?? -1]);
  const step = (): Step | undefined => {
    const now = name();
    return now && steps[now];
  };

  createEffect(() => {
    const events = pulse.state.value?.events ?? [];
    const about = sku();
    if (index() === undefined || about === undefined) return;
    const fresh = events.filter(({ subject, time }) => subject === about && time > since);
    if (fresh.length > 0) setHeard((known) => new Set([...known, ...fresh.map(({ type }) => type)]));
  });

  const product = () => productOf(sku() ?? "");
  const deadLetters = () =>
    pulse.state.value?.queues.find((queue) => queue.name === "factory")?.deadLetters ?? 0;
  const scene = (): Scene => ({
    heard: heard(),
    fault: fault(),
    deadLetters: deadLetters(),
    deadBefore: deadBefore(),
    isOrdered: Boolean(product()?.restock),
    attempts: product()?.restock?.attempts ?? 0,
  });
  const isDone = createMemo(() => step()?.isDone?.(scene()) === true);

  function goTo(next: number): void {
    const to = stepNames[next];
    if (to === undefined) return;
    setTrouble(undefined);
    setIndex(next);
    location.hash = steps[to].page;
  }

  async function start(): Promise<boolean> {
    if (!(await switches.begin())) return false;
    setSku(undefined);
    setHeard(new Set<string>());
    setFault("none");
    goTo(0);
    return true;
  }

  async function leave(): Promise<void> {
    setIndex(undefined);
    await switches.restore();
  }

  /** The product to sell out: the one before if it can be, else the one with the fewest units that the store restocks. */
  async function choose(): Promise<{ sku: string; stock: number } | undefined> {
    const possible = candidates(pulse.state.value?.products ?? []);
    const before = possible.filter((one) => one.sku === sku());
    for (const one of [...before, ...possible]) {
      const param = { sku: one.sku };
      const known = await ask(api.ops.products[":sku"].decisions.$get({ param, query: { limit: "1" } }));
      if (known.ok && known.value.reorder.restocking) return one;
    }
    return undefined;
  }

  /** What has been heard so far is no news of the action that begins. */
  function forget(): void {
    // They are listed as they came, which is not as they happened.
    const times = pulse.state.value?.events.map(({ time }) => time) ?? [];
    since = times.toSorted().at(-1) ?? "";
    setHeard(new Set<string>());
  }

  async function sellOut(): Promise<Trouble | undefined> {
    const chosen = await choose();
    if (!chosen) return "nothingToSell";
    forget();
    setSku(chosen.sku);
    await burst.send(chosen.sku, chosen.stock + TOO_MANY);
    return undefined;
  }

  async function switchFactory(factory: "down" | "none"): Promise<Trouble | undefined> {
    const answer = await switches.set({ factory });
    if (answer.ok) setFault(answer.value.factory);
    return answer.ok ? undefined : "failed";
  }

  const actions: Record<Action, () => Promise<Trouble | undefined>> = {
    sellOut,
    breakFactory: async () => {
      forget();
      setDeadBefore(deadLetters());
      return (await switchFactory("down")) ?? sellOut();
    },
    mend: () => switchFactory("none"),
    redrive: async () => {
      const param = { name: "factory" } as const;
      return (await ask(api.ops.queues[":name"].redrive.$post({ param, json: {} }))).ok
        ? undefined
        : "failed";
    },
  };

  async function act(action: Action): Promise<void> {
    setTrouble(await actions[action]());
    pulse.refresh();
  }

  /** Keeps up with switches that somebody turns elsewhere. */
  async function look(): Promise<void> {
    const now = await ask(api.ops.faults.$get());
    if (now.ok) setFault(now.value.factory);
  }

  const move = (by: number) => goTo((index() ?? 0) + by);
  return {
    name,
    step,
    index,
    product,
    scene,
    isDone,
    trouble,
    burst: burst.state,
    start,
    leave,
    act,
    look,
    move,
  };
}
export type Tour = ReturnType<typeof createTour>;
