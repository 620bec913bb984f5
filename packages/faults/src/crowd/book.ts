import type { Intent } from "../evidence/evidence.ts";

/** What somebody is about to want. */
export type Wish = Pick<Intent, "name" | "kind" | "sku" | "quantity" | "key">;

/** The suite's own book: what was wanted, and what was answered. It believes the contract and nothing else. */
export class Book {
  readonly intents: Intent[] = [];
  /** How many requests got no answer that says anything. */
  unknownAnswers = 0;

  open(wish: Wish): Intent {
    const intent: Intent = {
      ...wish,
      sentAt: 0,
      verdict: "unknown",
      shaky: false,
      orderIds: [],
      restockId: null,
      nonsense: null,
    };
    this.intents.push(intent);
    return intent;
  }

  count(kind: Intent["kind"], verdict: Intent["verdict"]): number {
    return this.intents.filter((intent) => intent.kind === kind && intent.verdict === verdict).length;
  }
}
