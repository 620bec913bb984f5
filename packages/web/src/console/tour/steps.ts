import { href } from "../route.ts";

/** What the tour knows of the store, as far as a step waits for it. */
export interface Scene {
  /** Types of the events that operations heard of the tour's product since its last action. */
  heard: ReadonlySet<string>;
  /** The fault that is on at the factory; undefined until it was read. */
  fault: string | undefined;
  /** Dead letters of the queue `factory`. */
  deadLetters: number;
  /** The same before the tour broke anything: what somebody else left there is no news. */
  deadBefore: number;
  /** Whether an order of the tour's product is open. */
  isOrdered: boolean;
  /** How often the factory was asked for it. */
  attempts: number;
}

/** What the tour does at the press of a button. */
export type Action = "sellOut" | "breakFactory" | "mend" | "redrive";

/** A stop of the tour: where it is, what it points at, what can be done there and what it waits for. */
export interface Step {
  page: string;
  target: string;
  action?: Action;
  /** Whether what the step tells of has happened; without it there is nothing to wait for. */
  isDone?: (scene: Scene) => boolean;
}

const flow = href("flow");
const deadLetters = href("queues", "factory");
const part = (id: string) => `[data-part="${id}"]`;
const heard =
  (type: string) =>
  ({ heard: types }: Scene) =>
    types.has(type);

/** The tour: sell-out, restock, dead letter, redrive. */
export const steps = {
  welcome: { page: flow, target: ".picture" },
  sellOut: { page: flow, target: part("sales"), action: "sellOut", isDone: heard("stock.empty") },
  fanOut: { page: flow, target: part("topic"), isDone: heard("restock.requested") },
  factory: { page: flow, target: part("company"), isDone: heard("restock.accepted") },
  receipt: { page: flow, target: part("callback"), isDone: heard("restock.completed") },
  breakFactory: {
    page: flow,
    target: part("company"),
    action: "breakFactory",
    isDone: ({ heard: types, fault }) => fault === "down" && types.has("restock.requested"),
  },
  retry: { page: flow, target: part("queue:factory"), isDone: ({ attempts }) => attempts >= 2 },
  promises: { page: flow, target: "[data-tour=promises]" },
  deadLetter: {
    page: flow,
    target: part("queue:factory"),
    isDone: (scene) => scene.deadLetters > scene.deadBefore,
  },
  reason: { page: deadLetters, target: "[data-tour=dead-letters]" },
  mend: {
    page: deadLetters,
    target: "[data-tour=dead-letters]",
    action: "mend",
    isDone: ({ fault }) => fault === "none",
  },
  redrive: {
    page: deadLetters,
    target: "[data-tour=dead-letters]",
    action: "redrive",
    // Whoever redrove, or gave the order up: of an order that is closed nothing is left to redrive.
    isDone: (scene) => !scene.isOrdered || heard("restock.completed")(scene),
  },
  end: { page: flow, target: ".picture" },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof steps;
export const stepNames = Object.keys(steps) as StepName[]; // Object.keys forgets the literal keys

/** The products that can be sold out with the fewest buyers, and of which nothing is on order; the fewest first. */
export const candidates = <P extends { stock: number; restock: unknown; lane: string }>(
  products: readonly P[],
): P[] =>
  products
    .filter(({ stock, restock, lane }) => stock > 0 && restock === null && lane === "normal")
    .toSorted((a, b) => a.stock - b.stock);
