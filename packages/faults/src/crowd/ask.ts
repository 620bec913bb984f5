import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Intent } from "../evidence/evidence.ts";
import type { Answer, StoreClient } from "../world/storeClient.ts";
import type { Book } from "./book.ts";

const Sold = v.object({
  order: v.object({ id: v.string(), sku: v.string(), quantity: v.number(), status: v.literal("confirmed") }),
});
const Taken = v.object({ order: v.object({ id: v.string(), status: v.string() }) });
const Adjusted = v.object({ stock: v.number() });
const OutOfStock = v.object({
  code: v.literal("out_of_stock"),
  restock: v.nullable(v.object({ id: v.string() })),
});
const Insufficient = v.object({ code: v.literal("insufficient_stock") });

/** Milliseconds between two questions about an order that is undecided, and how many there are. */
const PAUSE_MS = 250;
const QUESTIONS = 40;

/** Asks the store for what an intent wants, once, and writes down what it says. Never rejects. */
export async function ask(store: Pick<StoreClient, "request">, book: Book, intent: Intent): Promise<void> {
  const before = intent.verdict;
  const sentAt = Date.now();
  intent.sentAt = sentAt;
  const answer = await send(store, intent).catch((error: unknown) => {
    // What found no store at all was never carried out.
    if (!isRefusedConnection(error)) intent.shaky = true;
  });
  if (answer === undefined || answer.status >= 500) {
    book.unknownAnswers++;
    if (answer) intent.shaky = true;
    // What was refused before may have been sold now; what was sold stays sold.
    if (intent.verdict === "refused") intent.verdict = "unknown";
    if (answer && answer.status !== 503) intent.nonsense = describe(answer);
  } else if (answer.status === 202) {
    if (!(await hear(store, intent, answer, sentAt))) intent.nonsense = describe(answer);
  } else if (!(answer.status === 201 ? confirm(intent, answer) : refuse(intent, answer, before, sentAt)))
    intent.nonsense = describe(answer);
}

function send(
  store: Pick<StoreClient, "request">,
  { kind, sku, quantity, key, name }: Intent,
): Promise<Answer> {
  const idempotency = key === null ? {} : { key };
  if (kind === "adjustment") {
    const body = { delta: quantity, reason: name };
    return store.request("POST", `/ops/products/${sku}/adjustments`, { body, ...idempotency });
  }
  const body = { sku, quantity, customer: { name, email: "crowd@donut-states.example" } };
  return store.request("POST", "/checkout", { body, ...idempotency });
}

/** Waits for the verdict on an order that was taken. False where the answer names none. */
async function hear(
  store: Pick<StoreClient, "request">,
  intent: Intent,
  { body }: Answer,
  sentAt: number,
): Promise<boolean> {
  if (intent.kind !== "sale" || !v.is(Taken, body)) return false;
  const { id } = body.order;
  for (let question = 0; question < QUESTIONS; question++) {
    await sleep(PAUSE_MS);
    const answer = await store.request("GET", `/orders/${id}`).catch(() => undefined);
    const told = { order: answer?.body };
    if (answer?.status !== 200 || !v.is(Taken, told) || told.order.status === "pending") continue;
    if (told.order.status === "confirmed") return confirm(intent, { status: 201, body: told });
    if (told.order.status !== "refused") return false;
    if (intent.verdict !== "done") Object.assign(intent, { verdict: "refused", restockId: null, sentAt });
    return true;
  }
  // It will be decided, whoever has lost patience.
  intent.shaky = true;
  if (intent.verdict === "refused") intent.verdict = "unknown";
  return true;
}

/** False where the answer is no confirmation of this very intent. */
function confirm(intent: Intent, { body }: Answer): boolean {
  if (intent.kind === "adjustment") {
    if (!v.is(Adjusted, body)) return false;
    intent.verdict = "done";
    return true;
  }
  if (!v.is(Sold, body)) return false;
  const { id, sku, quantity } = body.order;
  if (sku !== intent.sku || quantity !== intent.quantity) return false;
  intent.verdict = "done";
  if (!intent.orderIds.includes(id)) intent.orderIds.push(id);
  return true;
}

/** False where the answer is no refusal, or refuses what had been sold when it was asked for. */
function refuse(
  intent: Intent,
  { status, body }: Answer,
  before: Intent["verdict"],
  sentAt: number,
): boolean {
  const schema = intent.kind === "sale" ? OutOfStock : Insufficient;
  if (status !== 409 || !v.is(schema, body) || before === "done") return false;
  // Of two clicks at once one may have been sold.
  if (intent.verdict === "done") return true;
  intent.verdict = "refused";
  intent.sentAt = sentAt;
  intent.restockId = v.is(OutOfStock, body) ? (body.restock?.id ?? null) : null;
  return true;
}

const isRefusedConnection = (error: unknown) =>
  error instanceof Error && v.is(v.object({ code: v.literal("ECONNREFUSED") }), error.cause);

const describe = ({ status, body }: Answer) => `answered ${status}: ${JSON.stringify(body)}`;
