import type { Evidence, Intent } from "../evidence/evidence.ts";

const sale = (name: string, verdict: Intent["verdict"], changed: Partial<Intent> = {}): Intent => ({
  name,
  kind: "sale",
  sku: "donut",
  quantity: 3,
  key: name,
  sentAt: 1_000,
  verdict,
  shaky: false,
  orderIds: [],
  restockId: null,
  nonsense: null,
  ...changed,
});

const event = (type: string) => ({ id: `${type}-event`, type, restockId: "restock", sent: true });

/** For tests: a small store in which everything is right. It sold 3, refused 3, was adjusted by 2 and received 20. */
export function soundEvidence(): Evidence {
  const productId = "donut-id";
  const step = { restockId: "restock", productId };
  const events = [
    event("restock.requested"),
    event("restock.accepted"),
    event("restock.completed"),
    event("stock.replenished"),
  ];
  return {
    products: [{ id: productId, sku: "donut", stock: 19, initial: 0, reorderPoint: 0 }],
    orders: [
      {
        id: "order",
        productId,
        quantity: 3,
        status: "confirmed",
        lane: "normal",
        intent: "sold",
        announced: true,
      },
    ],
    restocks: [{ id: "restock", productId, quantity: 20, status: "completed", attempts: 1, completed: true }],
    adjustments: [{ id: "adjustment", productId, delta: 2, intent: "adjusted" }],
    outbox: events,
    feed: [...events, { id: "order", type: "order.completed", restockId: null, sent: true }],
    steps: [
      { ...step, at: 1_000, from: null, to: "requested" },
      { ...step, at: 2_000, from: "requested", to: "accepted" },
      { ...step, at: 3_000, from: "accepted", to: "completed" },
    ],
    movements: [
      { at: 500, productId, before: 0, after: 2 },
      { at: 3_000, productId, before: 2, after: 22 },
      { at: 4_000, productId, before: 22, after: 19 },
    ],
    queues: [{ name: "factory", visible: 0, inFlight: 0, deadLetters: 0 }],
    posts: [{ restockId: "restock", quantity: 20 }],
    intents: [
      sale("sold", "done", { orderIds: ["order"] }),
      sale("refused", "refused", { restockId: "restock" }),
      sale("adjusted", "done", { kind: "adjustment", quantity: 2 }),
    ],
  };
}
