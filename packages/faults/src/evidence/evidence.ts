/** Everything the invariants judge: what the database holds, what happened in it, what the factory saw, what buyers were told. */
export interface Evidence {
  products: Product[];
  orders: Order[];
  restocks: Restock[];
  adjustments: Adjustment[];
  outbox: Event[];
  feed: Event[];
  /** Every change of a restock order's state, in the order in which the database made them. */
  steps: Step[];
  /** Every change of a product's stock, likewise. */
  movements: Movement[];
  queues: Queue[];
  /** Every POST that reached the factory. */
  posts: Post[];
  intents: Intent[];
}

/** `initial` is what the suite itself saw on the shelf before the first sale. */
export interface Product {
  id: string;
  sku: string;
  stock: number;
  initial: number;
  reorderPoint: number;
}

/** `intent` is the name that the suite gave the sale. */
export interface Order {
  id: string;
  productId: string;
  quantity: number;
  status: string;
  /** An intent of the normal lane may vanish; one of the surge lane must be decided. */
  lane: string;
  intent: string | null;
  announced: boolean;
}

export interface Restock {
  id: string;
  productId: string;
  quantity: number;
  status: string;
  attempts: number;
  completed: boolean;
}

export interface Adjustment {
  id: string;
  productId: string;
  delta: number;
  intent: string;
}

/** `sent` is true for what was received, of course. */
export interface Event {
  id: string;
  type: string;
  restockId: string | null;
  sent: boolean;
}

/** `from` is null where the order was opened; a step to `completed` is a credit. `at` in milliseconds since 1970. */
export interface Step {
  at: number;
  restockId: string;
  productId: string;
  from: string | null;
  to: string;
}

export interface Movement {
  at: number;
  productId: string;
  before: number;
  after: number;
}

export interface Queue {
  name: string;
  visible: number;
  inFlight: number;
  deadLetters: number;
}

export interface Post {
  restockId: string;
  quantity: number;
}

/** One thing that a buyer, or operations, wanted, with all that they were told about it. */
export interface Intent {
  name: string;
  kind: "sale" | "adjustment";
  sku: string;
  /** Units bought, or the adjustment's delta. */
  quantity: number;
  /** Without one there is no asking again. */
  key: string | null;
  /** When the latest request was sent, in milliseconds since 1970. */
  sentAt: number;
  /** What is known of it now: `unknown` where no answer came, or one that says nothing. */
  verdict: "done" | "refused" | "unknown";
  /** True where a request of it reached the store and got no answer, and so may be carried out at any time, even after a refusal. */
  shaky: boolean;
  /** Every order's id that it was ever answered with. */
  orderIds: string[];
  /** The open restock order that a refusal named. */
  restockId: string | null;
  /** An answer that the contract does not know, if there was one. */
  nonsense: string | null;
}

/** The states in which goods may still arrive in the ordinary way. */
export const isOpen = (status: string) => ["requested", "accepted", "overdue"].includes(status);

/** Whether it is open to the end what became of an intent. */
export const isDoubtful = ({ verdict, shaky }: Intent) =>
  verdict === "unknown" || (verdict === "refused" && shaky);
