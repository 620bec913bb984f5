import type { Evidence, Intent } from "../evidence/evidence.ts";
import type { InvariantName } from "./invariants.ts";

/** What is broken, by which invariant it is found, what that says, and how it is broken. */
type Case = [string, InvariantName, RegExp, (sound: Evidence) => Partial<Evidence>];

const another = <T extends { id: string }>(row: T, changed: Partial<T> = {}): T => ({
  ...row,
  id: "other",
  ...changed,
});
const the = <T>(list: readonly T[], at = 0): T => {
  const row = list[at];
  if (row === undefined) throw new Error(`There is no row ${at}`);
  return row;
};
export const intent = (sound: Evidence, name: string): Intent => {
  const found = sound.intents.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
export const changedIntent = (sound: Evidence, name: string, changed: Partial<Intent>) =>
  sound.intents.map((one) => (one.name === name ? { ...one, ...changed } : one));
const open = { status: "accepted", completed: false };

/** For tests: ways to break a sound store, at least one for each invariant. */
export const cases: Case[] = [
  [
    "a negative stock",
    "I1",
    /stock of donut is -1/,
    ({ products }) => ({ products: [{ ...the(products), stock: -1 }] }),
  ],
  [
    "a stock that was negative",
    "I1",
    /fell to -2/,
    ({ movements }) => ({ movements: [...movements, { ...the(movements, 0), after: -2 }] }),
  ],
  [
    "a stock that is one short",
    "I2",
    /= 19, but the stock is 18/,
    ({ products }) => ({ products: [{ ...the(products), stock: 18 }] }),
  ],
  ["an adjustment without its row", "I2", /= 17, but the stock is 19/, () => ({ adjustments: [] })],
  ["an order without a sale", "I2", /= 22, but/, () => ({ orders: [] })],
  [
    "an order that nobody wanted",
    "I2",
    /belongs to no intent: nobody/,
    ({ orders }) => ({ orders: orders.map((order) => ({ ...order, intent: "nobody" })) }),
  ],
  [
    "a sale that was confirmed twice",
    "I2",
    /sold was done 2 times/,
    ({ orders, products, movements }) => ({
      orders: [the(orders), another(the(orders))],
      products: [{ ...the(products), stock: 16 }],
      movements: [...movements, { at: 5_000, productId: the(products).id, before: 19, after: 16 }],
    }),
  ],
  [
    "a sale that was told and is not there",
    "I2",
    /lost was confirmed, but/,
    (sound) => ({ intents: [...sound.intents, { ...intent(sound, "sold"), name: "lost" }] }),
  ],
  [
    "a sale that was refused and done",
    "I2",
    /sold was refused, but it was done/,
    (sound) => ({ intents: changedIntent(sound, "sold", { verdict: "refused", restockId: "restock" }) }),
  ],
  [
    "a sale of another quantity",
    "I2",
    /sold of 2 donut became 3 donut/,
    (sound) => ({ intents: changedIntent(sound, "sold", { quantity: 2 }) }),
  ],
  [
    "a replay with another order",
    "I2",
    /told of order another/,
    (sound) => ({ intents: changedIntent(sound, "sold", { orderIds: ["order", "another"] }) }),
  ],
  [
    "an answer that the contract does not know",
    "I2",
    /answered 418/,
    (sound) => ({ intents: changedIntent(sound, "sold", { nonsense: "answered 418" }) }),
  ],
  [
    "a movement that was not seen",
    "I2",
    /moved from 22 to 19/,
    ({ movements }) => ({ movements: movements.toSpliced(1, 1) }),
  ],
  [
    "a second open order",
    "I3",
    /2 restock orders of one product are open/,
    ({ restocks }) => ({ restocks: [{ ...the(restocks), ...open }, another(the(restocks), open)] }),
  ],
  [
    "a second open order that is long closed",
    "I3",
    /other became requested while restock/,
    ({ steps }) => ({ steps: steps.toSpliced(1, 0, { ...the(steps), restockId: "other" }) }),
  ],
  [
    "a credit that came twice",
    "I4",
    /credited 2 times/,
    ({ steps }) => ({ steps: [...steps, { ...the(steps, 2), from: "completed" }] }),
  ],
  [
    "a credit that was told twice",
    "I4",
    /told 2 times/,
    ({ outbox }) => ({ outbox: [...outbox, another(the(outbox, 3))] }),
  ],
  [
    "a credit of another quantity",
    "I5",
    /rose by 21/,
    ({ movements }) => ({ movements: movements.with(1, { ...the(movements, 1), after: 23 }) }),
  ],
  [
    "a completed order without its goods",
    "I5",
    /never rose by 20/,
    ({ movements }) => ({ movements: movements.toSpliced(1, 1) }),
  ],
  [
    "a refusal after the last order",
    "I6",
    /no restock order was open then or later/,
    (sound) => ({ intents: changedIntent(sound, "refused", { restockId: null, sentAt: 3_001 }) }),
  ],
  [
    "a refusal that names an order of nobody",
    "I6",
    /no restock order was open/,
    (sound) => ({ intents: changedIntent(sound, "refused", { restockId: "none", sentAt: 3_001 }) }),
  ],
  [
    "an open order at rest",
    "I7",
    /restock is still accepted/,
    ({ restocks }) => ({ restocks: [{ ...the(restocks), ...open }] }),
  ],
  [
    "an undecided intent",
    "I7",
    /intent other is still undecided/,
    ({ orders }) => ({ orders: [...orders, another(the(orders, 0), { status: "pending" })] }),
  ],
  [
    "a message that is left",
    "I7",
    /factory holds 1 \+ 0/,
    ({ queues }) => ({ queues: [{ ...the(queues), visible: 1 }] }),
  ],
  [
    "a dead letter that is left",
    "I7",
    /1 dead letters/,
    ({ queues }) => ({ queues: [{ ...the(queues), deadLetters: 1 }] }),
  ],
  [
    "an empty shelf that nothing is ordered for",
    "I7",
    /stock of donut is 19, and nothing is on order/,
    ({ products }) => ({ products: [{ ...the(products), reorderPoint: 19 }] }),
  ],
  [
    "an event that was not sent",
    "I8",
    /never published/,
    ({ outbox }) => ({ outbox: [{ ...the(outbox), sent: false }] }),
  ],
  [
    "an order that was not announced",
    "I8",
    /never announced/,
    ({ orders }) => ({ orders: [{ ...the(orders), announced: false }] }),
  ],
  [
    "an event that operations did not get",
    "I8",
    /\(restock.accepted\) never reached/,
    ({ feed }) => ({ feed: feed.toSpliced(1, 1) }),
  ],
  [
    "an order that operations did not hear of",
    "I8",
    /never heard of the order/,
    ({ feed }) => ({ feed: feed.slice(0, -1) }),
  ],
  [
    "a step whose event was never stored",
    "I8",
    /became completed, but operations never got a stock.replenished/,
    ({ outbox, feed }) => ({ outbox: outbox.slice(0, 3), feed: feed.toSpliced(3, 1) }),
  ],
  [
    "a second asking that was told only once",
    "I8",
    /became requested, but operations never got a restock.requested/,
    ({ steps, feed }) => ({
      steps: steps.toSpliced(
        1,
        0,
        { ...the(steps), from: null, to: "overdue" },
        { ...the(steps), from: "overdue" },
      ),
      feed: [...feed, { id: "overdue", type: "restock.overdue", restockId: "restock", sent: true }],
    }),
  ],
  [
    "a call that was not counted",
    "I9",
    /asked 2 times, but restock order restock has 1/,
    ({ posts }) => ({ posts: [the(posts), the(posts)] }),
  ],
  [
    "a call for another quantity",
    "I9",
    /asked for 21 instead of 20/,
    ({ posts }) => ({ posts: [{ ...the(posts), quantity: 21 }] }),
  ],
  [
    "a call for nothing there is",
    "I9",
    /no restock order/,
    () => ({ posts: [{ restockId: "none", quantity: 1 }] }),
  ],
];
